import assert from 'node:assert/strict';
import { importGraph } from '../kit/importGraph';
import type { Sources } from '../kit/sourceFiles';
import { sourceFiles } from '../kit/sourceFiles';
import { assertBites } from './checks/assertBites';
import { assertNone } from './checks/breach';
import type { Reserved } from './checks/homes';
import { reservedBreaches, reservedImportBreaches } from './checks/homes';

/** Programs of their own, which a test runner loads: they see the environment that was made for them, and no key. */
const CHILD_PROGRAMS = 'src/node/runners/assets/';

const src: Sources = new Map([...sourceFiles('src')].filter(([file]) => !file.startsWith(CHILD_PROGRAMS)));
const graph = importGraph(src, ['package.json']);

const RESERVED: Readonly<Record<string, Reserved>> = {
  'the process environment, which may hold a key, is read where the ports are put together': {
    // Any use of `process` but its other members: `process.env`, `process['env']`, `const { env } = process`.
    pattern: /(?<![\w$]|(?<!\.\.)\.)process(?![\w$])(?!\s*[:?]|\s*\.\s*(?!env(?![\w$]))[\w$])|\bglobalThis\b/g,
    homes: [
      'src/cli.ts',
      // The SDK reads a header from there that can replace the key; the adapter takes it away for that moment.
      'src/node/models/claude/withoutCustomHeaders.ts',
      'src/vscode/app.ts',
    ],
    message: 'process.env may hold a key: take what is needed as an argument',
  },
  'the environment of a child is made by childEnvironment': {
    pattern: /(?<![\w$.])env\s*:(?!\s*(?:childEnvironment\(|[A-Z][a-z]))/g,
    homes: ['src/cli.ts', 'src/node/processes.ts'],
    message: 'a child gets env: childEnvironment(..), never the environment of the user',
  },
  'the editor changes files in one place': {
    pattern: /\.\s*applyEdit\s*\(|\bworkspace\s*\.\s*fs\b/g,
    homes: [
      'src/vscode/editorWriter.ts',
      // Gives a document back the unsaved text that a command about another one took from it.
      'src/vscode/loadFromDisk.ts',
    ],
    message: 'files are changed by EditorWriter, after consent and with a journal entry',
  },
  'nothing is run in a terminal or as a task': {
    pattern: /\bcreateTerminal\b|\bexecuteTask\b|\bsendText\s*\(/g,
    homes: [],
    message: 'run processes through src/node/processes.ts',
  },
  'beside the SDKs one file speaks to the network': {
    pattern: /(?<![\w$.])fetch\s*\(|\bnew\s+(?:WebSocket|XMLHttpRequest|EventSource)\b/g,
    homes: ['src/node/models/openai/chatSocket.ts'],
    message:
      'only the files in src/node/models that hold an SDK, and the one for OpenAI-compatible servers, speak to the network',
  },
  'no text becomes code': {
    pattern: /(?<![\w$.])eval\s*\(|\bnew\s+Function\s*\(/g,
    homes: [],
    message: 'no text becomes code in this process',
  },
};

const WRITERS = {
  modules: /^node:fs(?:\/promises)?$/,
  names: [
    ...[
      'appendFile',
      'chmod',
      'chown',
      'copyFile',
      'cp',
      'createWriteStream',
      'ftruncate',
      'link',
      'lutimes',
      'mkdir',
      'mkdtemp',
    ],
    ...[
      'open',
      'promises',
      'rename',
      'rm',
      'rmdir',
      'symlink',
      'truncate',
      'unlink',
      'utimes',
      'write',
      'writeFile',
      'writev',
    ],
  ].flatMap((name) => [name, `${name}Sync`]),
  homes: [
    'src/node/atomicFile.ts',
    'src/node/ownFiles.ts',
    'src/node/seal.ts',
    // What this user spent and knows of models, in the user's own folder.
    'src/node/ledgerFiles.ts',
    'src/node/userFolder.ts',
    // The index of a codebase, there too.
    'src/node/codebase/indexFile.ts',
    // Opens files to read them, many into the same memory, and no link.
    'src/node/codebase/plainFile.ts',
    'src/node/userJson.ts',
    'src/node/nodeWriter.ts',
    'src/node/folderFinder.ts',
    // A copy of the sample, in a new temporary folder.
    'src/node/cli/demoCommand.ts',
    'src/vscode/sampleOpening.ts',
    // What a runner reports, in new temporary folders.
    'src/node/runners/',
    // Copies of a project in which programs of the user write and tests run, in new temporary folders.
    'src/node/scratch/scratchFolder.ts',
    // The mode of a file that the editor has just written; the editor itself has no way to set one.
    'src/vscode/editorWriter.ts',
  ],
};
const CHILDREN = {
  modules: /^node:(?:child_process|cluster|worker_threads)$/,
  homes: [
    ...['src/node/processes.ts', 'src/node/processTree.ts', 'src/node/git.ts'],
    // The threads in which the index of a codebase is made.
    ...['sharedWorker', 'analyseInThread', 'codebaseWorker'].map((name) => `src/node/codebase/${name}.ts`),
    // The thread in which patterns are looked for, and ended.
    ...['workerPatternSearch', 'patternThread'].map((name) => `src/node/conformance/${name}.ts`),
  ],
};
const NETWORK = { modules: /^node:(?:https?|http2|net|tls|dgram|dns|inspector|vm|process)(?:\/|$)/, homes: [] };

describe('secrets, processes and files stay behind few doors', () => {
  for (const [rule, reserved] of Object.entries(RESERVED)) {
    it(rule, () => assertNone(reservedBreaches(src, reserved)));
  }
  it('processes are started in one place', () => assertNone(reservedImportBreaches(graph, CHILDREN)));
  it('files are written by the writers', () => assertNone(reservedImportBreaches(graph, WRITERS)));
  it('no module opens a connection, runs a text or names the process by another way', () => {
    assertNone(reservedImportBreaches(graph, NETWORK));
  });
});

describe('the checks of secrets bite', () => {
  const bites = (rule: string, source: string): boolean => {
    const reserved = RESERVED[rule];
    if (reserved === undefined) throw new Error(`there is no rule ${rule}`);
    return reservedBreaches(new Map([['src/node/x.ts', source]]), { ...reserved, homes: [] }).length > 0;
  };
  const cases: Readonly<Record<string, { readonly bad: readonly string[]; readonly fine: readonly string[] }>> = {
    'the process environment, which may hold a key, is read where the ports are put together': {
      bad: [
        'process.env.A;',
        "process['env'];",
        'const { env } = process;',
        'f(process);',
        'f({ ...process.env });',
        'globalThis.process.env;',
        'process\n  .env;',
      ],
      fine: [
        'process.platform;',
        'process.environment;',
        '// process.env',
        'f("process.env");',
        'child.process;',
        'f({ process: 1 });',
      ],
    },
    'the environment of a child is made by childEnvironment': {
      bad: ['run({ env: parent });', 'run({ env: { ...parent } });', 'run({ env: {} });'],
      fine: ['run({ env: childEnvironment(parent, {}) });', 'function f(env: Environment) {}', 'plan.env;'],
    },
    'the editor changes files in one place': {
      bad: ['workspace.applyEdit(edit);', 'workspace.fs.delete(uri);', 'const { delete: d } = workspace.fs;'],
      fine: ['workspace.findFiles(glob);', '// workspace.fs'],
    },
    'nothing is run in a terminal or as a task': {
      bad: ['window.createTerminal();', 'tasks.executeTask(t);'],
      fine: ['terminal.show();'],
    },
    'beside the SDKs one file speaks to the network': {
      bad: ['fetch(url);', 'new WebSocket(url);'],
      fine: ['this.fetch(url);', 'prefetch(url);'],
    },
    'no text becomes code': { bad: ['eval(text);', 'new Function(text);'], fine: ['evaluate(text);', 'f("eval(1)");'] },
  };
  for (const [rule, { bad, fine }] of Object.entries(cases)) {
    for (const source of bad) it(`on ${JSON.stringify(source)}`, () => assert.equal(bites(rule, source), true));
    for (const source of fine) it(`not on ${JSON.stringify(source)}`, () => assert.equal(bites(rule, source), false));
  }

  const imported = (source: string, reserved: Parameters<typeof reservedImportBreaches>[1]) =>
    reservedImportBreaches(importGraph(new Map([['src/node/x.ts', source]])), { ...reserved, homes: [] });

  it('on every way to write', () => {
    for (const names of ['writeFile', 'readFile, rm', 'open as o', 'mkdtempSync', 'promises']) {
      assertBites(imported(`import { ${names} } from 'node:fs';`, WRITERS), ['src/node/x.ts:1:']);
    }
    for (const form of [
      "import * as fs from 'node:fs/promises';",
      "import fs from 'node:fs';",
      "await import('node:fs');",
      "require('node:fs');",
    ]) {
      assertBites(imported(form, WRITERS), ['src/node/x.ts:1:']);
    }
    assertNone(
      imported(
        "import { readFile, stat, existsSync } from 'node:fs';\nimport type { WriteStream } from 'node:fs';",
        WRITERS,
      ),
    );
  });

  it('on processes and connections', () => {
    assertBites(imported("import { spawn } from 'node:child_process';", CHILDREN), [
      'src/node/x.ts:1: spawn of node:child_process',
    ]);
    assertBites(imported("import { request } from 'node:https';", NETWORK), ['src/node/x.ts:1:']);
    assertBites(imported("import process from 'node:process';", NETWORK), ['src/node/x.ts:1:']);
  });

  it('on an exception that is not needed any more', () => {
    const idle = ['src/node/old.ts:1: needs no exception'];
    assertBites(reservedBreaches(new Map(), { pattern: /x/g, homes: ['src/node/old.ts'], message: '' }), idle);
    assertBites(reservedImportBreaches([], { modules: /x/, homes: ['src/node/old.ts'] }), idle);
  });
});
