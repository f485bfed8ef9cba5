import assert from 'node:assert/strict';
import { importGraph } from '../kit/importGraph';
import type { Sources } from '../kit/sourceFiles';
import { sourceFiles } from '../kit/sourceFiles';
import { assertBites } from './checks/assertBites';
import { assertNone } from './checks/breach';
import { unusedExportBreaches } from './checks/exports';
import { fileLengths, lengthBreaches } from './checks/fileLengths';
import { moduleShapeBreaches } from './checks/moduleShape';
import { parameterBreaches } from './checks/parameters';
import { anyBreaches, codeBreaches, commentBreaches } from './checks/words';

const src = sourceFiles('src');
const everything = sourceFiles('src', 'test', 'scripts', 'esbuild.mjs');
// What runs inside a test runner has the form that the runner asks for.
const modules: Sources = new Map([...src].filter(([file]) => file.endsWith('.ts')));
const CLOCK = /\bDate\.now\b|\bnew Date\(\s*\)|(?<![\w$.])Date\(\)|\bMath\.random\b/g;
const CONSOLE = /(?<![\w$.])console\s*\./g;

describe('every module', () => {
  it('is no barrel, exports by name, and imports types on a line of their own', () =>
    assertNone(moduleShapeBreaches(modules)));

  it('exports what another source uses', () => {
    assertNone(unusedExportBreaches(modules, importGraph(everything, ['package.json'])));
  });

  it('takes at most four positional parameters, none of them a boolean', () => assertNone(parameterBreaches(modules)));

  it('knows its types: no any', () => assertNone(anyBreaches(src)));

  it('puts no work off, and says why where a warning is suppressed', () => assertNone(commentBreaches(everything)));

  it('of the core gets time and randomness as arguments', () => {
    assertNone(
      codeBreaches(sourceFiles('src/core'), CLOCK, 'take the clock, the id or the random number as an argument'),
    );
  });

  it('speaks through a log or a stream it was given, not the console', () => {
    assertNone(codeBreaches(src, CONSOLE, 'write to the log or the stream that was handed in'));
  });

  it('has at most 500 lines, half of them at most 100', () => {
    const { median, ninetyFifth, longest } = fileLengths(modules);
    console.log(
      `      lines of the ${modules.size} files of src: median ${median}, 95th percentile ${ninetyFifth}, longest ${longest}`,
    );
    assertNone(lengthBreaches(everything, 500));
    assert.ok(median <= 100, `the median file of src has ${median} lines: take the long ones apart`);
  });
});

describe('the checks of modules bite', () => {
  const one = (source: string): Sources => new Map([['src/a.ts', source]]);

  it('on re-exports and barrels', () => {
    const message = 're-exports';
    assertBites(moduleShapeBreaches(one("export const a = 1;\nexport { b } from './b';")), [`src/a.ts:2: ${message}`]);
    assertBites(moduleShapeBreaches(one("export const a = 1;\nexport * from './b';")), [`src/a.ts:2: ${message}`]);
    const disguised =
      "import { b } from './b';\nimport type { C } from './c';\n\n// All of it.\nexport { b };\nexport type { C };\n";
    assertBites(moduleShapeBreaches(one(disguised)), ['src/a.ts:1: only hands on']);
    assertNone(moduleShapeBreaches(one("import { b } from './b';\nexport const a = b;")));
    assertNone(moduleShapeBreaches(one("import './b';\nrun();")));
  });

  it('on default exports', () => {
    for (const source of ['export default 1;', 'const a = 1;\nexport { a as default };', 'const a = 1;\nexport = a;']) {
      assertBites(moduleShapeBreaches(one(source)), [`src/a.ts:${source.split('\n').length}: exports a default`]);
    }
    assertNone(moduleShapeBreaches(one("export const a = 'export default';\nswitch (a) {\n default:\n}")));
  });

  it('on mixed imports and reference directives', () => {
    assertBites(moduleShapeBreaches(one("import { type A, b } from './b';\nb<A>();")), ['src/a.ts:1: put the types']);
    assertBites(moduleShapeBreaches(one('/// <reference types="node" />\nexport const a = 1;')), [
      'src/a.ts:1: no ///',
    ]);
    assertNone(moduleShapeBreaches(one("import type { A } from './b';\nimport { b } from './b';\nb<A>();")));
  });

  it('on the type any, and only on the type', () => {
    for (const source of [
      'let a: any = 1;',
      'f(x as any);',
      'let a: Map<string, any>;',
      'type A = any;',
      'let a: any[];',
    ]) {
      assertBites(anyBreaches(one(source)), ['src/a.ts:1: any']);
    }
    assertNone(anyBreaches(one("// any\nconst any1 = 'any';\nAbortSignal.any([a]);\nmany(x);")));
  });

  it('on unfinished work and on suppression without a reason', () => {
    assertBites(commentBreaches(one('a();\n// TO' + 'DO later')), ['src/a.ts:2: finish it']);
    assertBites(commentBreaches(one('/*\n * FIX' + 'ME\n */')), ['src/a.ts:2: finish it']);
    for (const bare of ['biome-ignore lint/a/b:', 'biome-ignore lint/a/b: no', 'eslint-disable', '@ts-expect-error']) {
      assertBites(commentBreaches(one(`// ${bare}\na();`)), ['src/a.ts:1: say why']);
    }
    assertNone(commentBreaches(one('// biome-ignore lint/a/b: the runner asks for it\nconst todo = "TO' + 'DO";')));
  });

  it('on exports that nobody needs', () => {
    const sources = new Map([
      [
        'src/a.ts',
        'export const used = 1;\nexport const idle = 2;\nexport function tested() {}\nexport const inner = 3;\nuse(inner);',
      ],
      ['src/b.ts', "import { used } from './a';\nuse(used);\nexport interface Shape {}\nfunction f(shape: Shape) {}"],
      ['src/c.ts', 'export const peeked = 1;\nuse(peeked);'],
    ]);
    const tests = new Map([['test/a.ts', "import { tested } from '../src/a';\nimport { peeked } from '../src/c';"]]);
    assertBites(unusedExportBreaches(sources, importGraph(new Map([...sources, ...tests]))), [
      'src/a.ts:2: idle is used by nobody',
      'src/a.ts:3: tested is used by tests only',
      'src/a.ts:4: inner is used here only',
    ]);
  });

  it('on too many parameters and positional booleans', () => {
    const long = [
      'function f(a: A, b: B, c: C, d: D, e: E): void {}',
      'const f = (a: A, b: B, c: C, d: D, e: E): void => run();',
      'class F {\n constructor(\n private readonly a: A,\n readonly b: B,\n c: C,\n d: D,\n e: E,\n ) {}\n}',
      'class F {\n async *run(a: A, b: B, c: Map<A, B>, d: D, e: E): AsyncGenerator<A, B> {}\n}',
    ];
    for (const source of long)
      assertBites(parameterBreaches(one(source)), [`src/a.ts:${source.startsWith('class') ? 2 : 1}: 5 positional`]);
    const booleans = [
      'function f(a: A, b: boolean) {}',
      'const f = (b = true) => b;',
      'class F {\n show(b?: boolean): void {}\n}',
    ];
    for (const source of booleans)
      assertBites(parameterBreaches(one(source)), [
        `src/a.ts:${source.startsWith('class') ? 2 : 1}: a positional boolean`,
      ]);
    const fine = [
      'f(a, b, c, d, e);',
      'if (a(b, c, d, e, f)) {}',
      'function f({ a, b, c, d, e }: Options): void {}',
      'function f(a: (x: A, y: B) => void, b: [A, B, C, D, E]): void {}',
      'function f(options: { readonly b: boolean }): boolean {}',
      'class F {\n set shown(value: boolean) {}\n}',
      'list.map((each) => f(each, 1, 2, 3, 4));',
    ];
    for (const source of fine) assertNone(parameterBreaches(one(source)));
  });

  it('on a clock, on randomness and on the console', () => {
    for (const source of ['Date.now();', 'new Date();', 'Math.random();'])
      assertBites(codeBreaches(one(source), CLOCK, 'no'), ['src/a.ts:1: no']);
    assertNone(codeBreaches(one('new Date(at).toISOString();'), CLOCK, 'no'));
    assertBites(codeBreaches(one('console.log(1);'), CONSOLE, 'no'), ['src/a.ts:1: no']);
  });

  it('on long files', () => {
    const lines = (count: number) => 'x\n'.repeat(count);
    assertBites(lengthBreaches(one(lines(501)), 500), ['src/a.ts:501: 501 lines']);
    assertNone(lengthBreaches(one(lines(500)), 500));
    const hundred = new Map(Array.from({ length: 100 }, (_, index) => [`src/${index}.ts`, lines(index + 1)]));
    assert.deepEqual(fileLengths(hundred), { median: 50, ninetyFifth: 95, longest: 'src/99.ts, 100' });
    assert.throws(() => fileLengths(new Map()));
  });
});
