import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import fc from 'fast-check';
import { repositoryRoot } from '../kit/editor/repositoryRoot';
import { importGraph, readImports } from '../kit/importGraph';
import { maskSource } from '../kit/maskSource';
import { scriptText } from '../kit/scriptText';
import { sourceFiles } from '../kit/sourceFiles';

const read = (source: string) =>
  readImports(source).map(({ specifier, typeOnly, form, names }) => [specifier, typeOnly ? 'type' : form, ...names]);

describe('the reader of imports', () => {
  const forms: readonly (readonly [string, readonly (string | undefined)[]])[] = [
    ["import { a, b as c } from './x';", ['./x', 'import', 'a', 'b']],
    ["import type { A } from './x';", ['./x', 'type', 'A']],
    ["import type A from './x';", ['./x', 'type', 'default']],
    ["import type, { A } from './x';", ['./x', 'import', 'default', 'A']],
    ["import type from './x';", ['./x', 'import', 'default']],
    ["import * as all from './x';", ['./x', 'import', '*']],
    ["import one, { two } from './x';", ['./x', 'import', 'default', 'two']],
    ["import {\n  a,\n  b,\n} from './x';", ['./x', 'import', 'a', 'b']],
    ["import './x';", ['./x', 'import']],
    ["import data from './x.json' with { type: 'json' };", ['./x.json', 'import', 'default']],
    ["export { a } from './x';", ['./x', 'export', 'a']],
    ["export type { A } from './x';", ['./x', 'type', 'A']],
    ["export * from './x';", ['./x', 'export', '*']],
    ["export * as all from './x';", ['./x', 'export', '*']],
    ["const x = await import('./x');", ['./x', 'call', '*']],
    ["let x: import('./x').X;", ['./x', 'call', '*']],
    ["const x = require('./x');", ['./x', 'call', '*']],
    ["import x = require('./x');", ['./x', 'call', '*']],
    ['const x = await import(`./x`);', [undefined, 'call', '*']],
    ["const x = await import('./x' + y);", [undefined, 'call', '*']],
    ['const x = require(name);', [undefined, 'call', '*']],
    ['/// <reference types="node" />', ['node', 'type']],
    ["import { 'odd name' as a } from './x';", [undefined, 'import', '*']],
  ];
  for (const [source, expected] of forms) {
    it(`reads ${source.replaceAll('\n', ' ')}`, () => assert.deepEqual(read(source), [expected]));
  }

  const others = [
    "// import { a } from './x';",
    "/* import './x' */",
    'const text = "import { a } from \'./x\'";',
    "const text = `import { a } from './x'`;",
    `const text = \`\${f(\`export * from './x'\`)}\`;`,
    "const pattern = /import '.*' from \"/;",
    'const half = a / b; // require("x")',
    "thing.from('./x'); thing.import('./x'); thing.require('./x');",
    "export const from = 'x';",
    "export interface From { kind: 'a' }",
    'const here = import.meta.url;',
  ];
  for (const source of others) {
    it(`finds no import in ${source}`, () => assert.deepEqual(read(source), []));
  }

  it('tells the line, also after templates and comments of several lines', () => {
    const source = `/* a\nb */\nconst t = \`\n\${x}\n\`;\nimport { a } from './a';\n\nexport * from './b';\n`;
    assert.deepEqual(
      readImports(source).map(({ line }) => line),
      [6, 8],
    );
  });

  it('keeps every line and every length of a text, whatever it holds', () => {
    fc.assert(
      fc.property(scriptText, (source) => {
        const { code } = maskSource(source);
        assert.equal(code.length, source.length);
        assert.deepEqual(
          [...code.matchAll(/\n/g)].map(({ index }) => index),
          [...source.matchAll(/\n/g)].map(({ index }) => index),
        );
      }),
    );
  });

  it('agrees with the compiler on which files of src hang together', function () {
    this.timeout(60_000);
    const tsc = path.join(repositoryRoot, 'node_modules/typescript/lib/tsc.js');
    const args = [tsc, '-p', '.', '--explainFiles', '--noCheck'];
    const explained = execFileSync(process.execPath, args, {
      cwd: repositoryRoot,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    const byCompiler = new Set<string>();
    let file = '';
    for (const line of explained.split('\n')) {
      if (!line.startsWith(' '))
        file = path.relative(repositoryRoot, path.resolve(repositoryRoot, line)).replaceAll(path.sep, '/');
      const from = /^\s+Imported via .* from file '([^']+)'/.exec(line)?.[1];
      if (from?.startsWith('src/') && file.startsWith('src/')) byCompiler.add(`${from} → ${file}`);
    }
    const byReader = new Set(
      importGraph(sourceFiles('src'), ['package.json']).flatMap(({ from, target }) =>
        target.kind === 'file' && target.path.startsWith('src/') && /\.ts$/.test(from)
          ? [`${from} → ${target.path}`]
          : [],
      ),
    );
    assert.ok(byCompiler.size > 100, 'the compiler explained nothing');
    assert.deepEqual([...byReader].sort(), [...byCompiler].sort());
  });
});
