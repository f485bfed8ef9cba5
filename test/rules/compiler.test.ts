import assert from 'node:assert/strict';
import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { repositoryRoot } from '../kit/editor/repositoryRoot';
import { runProcess } from '../kit/editor/runProcess';
import { scratchFolder } from '../kit/editor/scratchFolder';
import { filesBelow } from '../kit/sourceFiles';

const core = path.join(repositoryRoot, 'src/core');
const tsc = path.join(repositoryRoot, 'node_modules/typescript/lib/tsc.js');

describe('the compiler keeps the editor and Node out of the core', function () {
  this.timeout(60_000);

  it('and looks at every file of it', async () => {
    const { output, code } = await runProcess(process.execPath, [tsc, '-p', core, '--listFilesOnly'], {
      cwd: repositoryRoot,
    });
    assert.equal(code, 0, output);
    const listed = output
      .split('\n')
      .map((line) => path.relative(repositoryRoot, line.trim()).replaceAll(path.sep, '/'));
    const missed = filesBelow('src/core').filter((file) => file.endsWith('.ts') && !listed.includes(file));
    assert.deepEqual(missed, [], 'src/core/tsconfig.json must include them');
  });

  it('and lets nothing in that comes from a package either', async () => {
    const { output } = await runProcess(process.execPath, [tsc, '-p', core, '--listFilesOnly'], {
      cwd: repositoryRoot,
    });
    assert.doesNotMatch(output, /node_modules\/@types\//, 'a package that the core imports brings these types in');
  });

  const forbidden: Readonly<Record<string, string>> = {
    'a type of vscode': "import type { Disposable } from 'vscode';\nexport type A = Disposable;",
    'a type of vscode, in place': "export type A = import('vscode').Disposable;",
    'a value of vscode': "import { window } from 'vscode';\nexport const a = window;",
    'a type of node:fs': "import type { Stats } from 'node:fs';\nexport type A = Stats;",
    'a type of node:fs/promises': "import type { FileHandle } from 'node:fs/promises';\nexport type A = FileHandle;",
    'a type of fs': "import type { Stats } from 'fs';\nexport type A = Stats;",
    'a value of node:crypto': "import { randomUUID } from 'node:crypto';\nexport const a = randomUUID();",
    'the process': 'export const a = process.env;',
    'a Buffer': 'export type A = Buffer;',
    'a type of Node': 'export type A = NodeJS.Timeout;',
    'a timer': 'export const a = setTimeout(() => {}, 1);',
    'the network': "export const a = fetch('http://localhost');",
    'the console': "console.log('');",
    'the page': 'export const a = document;',
  };

  it('each import and each global of theirs fails to compile, and the core itself does not', async () => {
    const { folder, remove } = await scratchFolder('walls');
    try {
      const config = {
        extends: path.join(core, 'tsconfig.json'),
        include: ['.'],
        compilerOptions: { noUnusedLocals: false },
      };
      await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify(config));
      const phase = path.join(core, 'phase').replaceAll(path.sep, '/');
      const allowed = `import type { Phase } from '${phase}';\nexport const a: Phase = 'red';\nexport const b = new AbortController().signal;`;
      const names = Object.keys(forbidden);
      await Promise.all([
        // The core's own declarations of what every platform has; in the core they are just files among the others.
        cp(path.join(core, 'walls/globals.d.ts'), path.join(folder, 'globals.d.ts')),
        writeFile(path.join(folder, 'allowed.ts'), allowed),
        ...names.map((name, index) => writeFile(path.join(folder, `forbidden${index}.ts`), forbidden[name] ?? '')),
      ]);
      const { output } = await runProcess(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], { cwd: folder });
      const passed = names.filter(
        (_, index) => !new RegExp(`forbidden${index}\\.ts\\(\\d+,\\d+\\): error TS`).test(output),
      );
      assert.deepEqual(passed, [], `these compile in the core; the compiler said\n${output}`);
      assert.doesNotMatch(output, /^(?!.*forbidden\d+\.ts).*error/m);
    } finally {
      await remove();
    }
  });

  it('because both modules are there and empty: a missing declaration would hide behind an installed one', async () => {
    const { compilerOptions } = JSON.parse(await readFile(path.join(core, 'tsconfig.json'), 'utf8'));
    assert.deepEqual(Object.keys(compilerOptions.paths).sort(), ['node:*', 'vscode']);
    for (const [file] of Object.values<string[]>(compilerOptions.paths)) {
      const text = await readFile(path.join(core, file ?? ''), 'utf8');
      assert.equal(text.replace(/\/\/.*\n/g, '').trim(), 'export {};', `src/core/${file} must declare nothing`);
    }
  });
});

describe('the bundle of the command line knows no editor', function () {
  this.timeout(60_000);

  /** Builds a copy of the product, with one more line in one of its files. */
  async function buildCopy(file: string, line: string): Promise<{ readonly code: number; readonly output: string }> {
    const { folder, remove } = await scratchFolder('bundle');
    try {
      await Promise.all(
        ['src', 'package.json', 'esbuild.mjs', 'tsconfig.json'].map((name) =>
          cp(path.join(repositoryRoot, name), path.join(folder, name), { recursive: true }),
        ),
      );
      await symlink(path.join(repositoryRoot, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
      await mkdir(path.join(folder, 'dist'));
      const text = await readFile(path.join(folder, file), 'utf8');
      await writeFile(path.join(folder, file), `${line}\n${text}`);
      return await runProcess(process.execPath, ['esbuild.mjs'], { cwd: folder });
    } finally {
      await remove();
    }
  }

  it('it builds as it is', async () => {
    const { code, output } = await buildCopy('src/node/hash.ts', '');
    assert.equal(code, 0, output);
  });

  for (const file of ['src/node/hash.ts', 'src/core/phase.ts', 'src/cli.ts']) {
    it(`a value of vscode in ${file} breaks it`, async () => {
      const { code, output } = await buildCopy(file, "import { version as wall } from 'vscode';\nvoid wall;");
      assert.equal(code, 1, output);
      assert.match(output, /Could not resolve "vscode"/);
      assert.ok(output.includes(`${file}:1:`), output);
    });
  }

  it('the extension may have it', async () => {
    const { code, output } = await buildCopy(
      'src/extension.ts',
      "import { version as wall } from 'vscode';\nvoid wall;",
    );
    assert.equal(code, 0, output);
  });
});
