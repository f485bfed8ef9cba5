import assert from 'node:assert/strict';
import { linkNodeModules } from '../../../../kit/linkNodeModules';
import type { Files, RealRunOptions } from '../../../../kit/realRun';
import { realRun } from '../../../../kit/realRun';

const PROJECT = { 'package.json': '{"type":"commonjs","devDependencies":{"mocha":"*"}}' };
const HEAD = "const assert = require('node:assert/strict');\n";
const SLOW = 'new Promise((resolve) => setTimeout(resolve, 600_000))';

describe('mocha', () => {
  async function runWith(files: Files, options: RealRunOptions) {
    const { report, outcomes, result } = await realRun(
      { ...PROJECT, ...files },
      { prepare: linkNodeModules, ...options },
    );
    return { report, rows: outcomes, result };
  }

  /** Runs all test files, or those that are named. */
  function run(files: Files, ...tests: readonly string[]) {
    return runWith(files, tests.length > 0 ? { run: tests } : {});
  }

  describe('tests', () => {
    it('have an outcome of their own, and suites and files are no tests', async () => {
      const { rows, report } = await run({
        'test/all.test.js': `${HEAD}
describe('outer', () => {
  describe('inner', () => {
    it('passes', () => {});
    it('fails', () => assert.equal(1, 2));
    it('again', () => {});
    it('again', () => {});
  });
  it.skip('is skipped', () => {});
  it('is skipped while it runs', function () { this.skip(); });
  it('is to be done');
  describe('empty', () => {});
});
let tries = 0;
it('takes too long', function (done) { this.timeout(20); setTimeout(done, 1000).unref(); });
it('passes at the second try', function () { this.retries(2); if (tries++ === 0) throw new Error('not yet'); });
it('never passes', function () { this.retries(2); throw new Error('never'); });
`,
      });
      assert.deepEqual(report.end, { kind: 'completed' });
      assert.deepEqual(rows.map((row) => row.replace('test/all.test.js::', '')).toSorted(), [
        'failed never passes',
        'failed outer::inner::fails',
        'flaky passes at the second try',
        'passed outer::inner::again',
        'passed outer::inner::again (2)',
        'passed outer::inner::passes',
        'skipped outer::is skipped',
        'skipped outer::is skipped while it runs',
        'skipped outer::is to be done',
        'timed-out takes too long',
      ]);
    });

    it('have the outcome of the hook that stopped them', async () => {
      const { rows, result } = await run({
        'hooks.test.js': `${HEAD}
describe('before', () => {
  before(() => { throw new Error('no database'); });
  it('one', () => {});
  describe('deeper', () => { it('two', () => {}); });
});
describe('beforeEach', () => { beforeEach(() => { throw new Error('each'); }); it('one', () => {}); it('two', () => {}); });
describe('afterEach', () => { afterEach(() => { throw new Error('each'); }); it('one', () => {}); it('two', () => {}); });
describe('after', () => { after(() => { throw new Error('cannot clean up'); }); it('one', () => {}); });
describe('in time', () => { before(function () { this.timeout(20); return ${SLOW}; }); it('one', () => {}); });
`,
      });
      assert.deepEqual(rows, [
        'setup-error hooks.test.js::before::one',
        'setup-error hooks.test.js::before::deeper::two',
        'setup-error hooks.test.js::beforeEach::one',
        'setup-error hooks.test.js::beforeEach::two',
        'setup-error hooks.test.js::afterEach::one',
        'setup-error hooks.test.js::afterEach::two',
        'passed hooks.test.js::after::one',
        'setup-error hooks.test.js::after',
        'setup-error hooks.test.js::in time::one',
      ]);
      assert.equal(result('::before::one').failure?.message, 'no database');
    });

    it('say where they stand, how long they took and how they are called', async () => {
      const { report } = await run({
        'a/place.test.js': `${HEAD}\ndescribe('suite', () => {\n  it('is slow', () => new Promise((resolve) => setTimeout(resolve, 30)));\n});\n`,
      });
      const [test] = report.tests;
      assert.deepEqual(
        [test?.id, test?.name, test?.file, test?.line],
        ['a/place.test.js::suite::is slow', 'is slow', 'a/place.test.js', 4],
      );
      assert.ok(test !== undefined && test.durationMs >= 25 && test.durationMs < 5_000);
    });

    it('say what went wrong, and where', async () => {
      const { result, report } = await run({
        'src/cart.js': 'exports.Cart = class Cart {\n  sum() {\n    return this.items.length;\n  }\n};\n',
        'why.test.js': `${HEAD}
const cart = require('./src/cart.js');
it('compares', () => assert.deepEqual({ a: [1] }, { a: [2] }));
it('missing method', () => new cart.Cart().add('x'));
it('missing file', () => require('./src/basket.js'));
it('missing package', () => require('left-pad-of-nobody'));
it('in the subject', () => new cart.Cart().sum());
it('text', () => { throw 'just text'; });
class Odd extends RangeError { name = 'Odd'; }
it('own', () => { throw new Odd('strange'); });
`,
      });
      const failure = (name: string) => result(`::${name}`).failure;
      assert.equal(failure('compares')?.exception, 'AssertionError');
      assert.equal(failure('compares')?.expected, '{ a: [ 2 ] }');
      assert.equal(failure('compares')?.actual, '{ a: [ 1 ] }');
      assert.match(failure('compares')?.details ?? '', /\(why\.test\.js:4:\d+\)/);
      assert.equal(failure('missing method')?.missingSymbol, 'add');
      assert.equal(failure('missing file')?.missingModule, 'src/basket.js');
      assert.equal(failure('missing package')?.missingModule, 'left-pad-of-nobody');
      assert.deepEqual(
        failure('in the subject')?.frames?.map(({ file, line, library }) => [file, line, library]),
        [
          ['src/cart.js', 3, false],
          ['why.test.js', 8, false],
        ],
      );
      assert.match(failure('text')?.message ?? '', /just text/);
      assert.equal(failure('own')?.exception, 'Odd');
      assert.doesNotMatch(report.output, /^ +at .*(?:node_modules.mocha|node:internal)/m);
    });

    it('come file by file in the order asked for', async () => {
      const { rows } = await run(
        { 'b.test.js': "it('b', () => {});\n", 'a.test.js': "it('a', () => {});\n" },
        ...['b.test.js', 'a.test.js'],
      );
      assert.deepEqual(rows, ['passed b.test.js::b', 'passed a.test.js::a']);
    });

    it('belong to the file that was run, also when a helper declares them', async () => {
      const { rows, report } = await run({
        'test/helper.js': "exports.shared = () => it('shared', () => {});\n",
        'test/a.test.js': "require('./helper.js').shared();\n",
      });
      assert.deepEqual(rows, ['passed test/a.test.js::shared']);
      assert.equal(report.tests[0]?.line, 1);
    });

    it('that `.only` leaves out are not taken for run', async () => {
      const { rows, report } = await run({ 'a.test.js': "it('a', () => {});\nit.only('b', () => {});\n" });
      assert.deepEqual(rows, ['passed a.test.js::b', 'not-run a.test.js::a']);
      assert.match(report.tests[1]?.failure?.message ?? '', /\.only/);
    });
  });

  describe('a file that does not load', () => {
    it('names the missing module by its place in the workspace, as script or module', async () => {
      const { rows, result, report } = await run({
        'test/a.test.js': "const { total } = require('../src/cart');\nit('x', () => total());\n",
        'test/b.test.mjs': "import { total } from '../src/cart.js';\nit('x', () => total());\n",
        'test/c.test.js': "it('c', () => {});\n",
      });
      assert.deepEqual(report.end, { kind: 'completed' });
      assert.deepEqual(rows, [
        'collection-error test/a.test.js',
        'collection-error test/b.test.mjs',
        'passed test/c.test.js::c',
      ]);
      assert.equal(result('a.test.js').failure?.missingModule, 'src/cart');
      assert.equal(result('b.test.mjs').failure?.missingModule, 'src/cart.js');
      assert.deepEqual(report.imports[0], { file: 'test/a.test.js', line: 1, module: 'src/cart', names: ['total'] });
    });

    it('names the missing export', async () => {
      const { report } = await run({
        'cart.mjs': 'export const a = 1;\n',
        'cart.test.mjs': "import { Cart } from './cart.mjs';\n",
      });
      assert.equal(report.tests[0]?.outcome, 'collection-error');
      assert.equal(report.tests[0]?.failure?.missingSymbol, 'Cart');
    });

    for (const [kind, name, text] of [
      ['script', 'bad.test.js', "const a = 'a';\n\nconst = 3;\n"],
      ['module', 'bad.test.mjs', "import 'node:path';\n\nconst = 3;\n"],
    ] as const) {
      it(`with a syntax error is one row, with the line, as a ${kind}`, async () => {
        const { report, rows } = await run({ [name]: text });
        assert.deepEqual(rows, [`collection-error ${name}`]);
        assert.equal(report.tests[0]?.line, 3);
        assert.equal(report.tests[0]?.failure?.exception, 'SyntaxError');
        assert.match(report.tests[0]?.failure?.message ?? '', /\(bad\.test\.m?js, line 3\)$/);
      });
    }

    it('after it declared tests is no success of theirs, and leaves its hooks nowhere', async () => {
      const { rows, result } = await run({
        'a.test.js':
          "beforeEach(() => { throw new Error('left over'); });\nit('a', () => {});\nthrow new RangeError('in the file');\n",
        'b.test.js': "it('b', () => {});\n",
      });
      assert.deepEqual(rows, ['collection-error a.test.js', 'passed b.test.js::b']);
      assert.equal(result('a.test.js').failure?.exception, 'RangeError');
      assert.equal(result('a.test.js').line, 3);
    });
  });

  describe('a run that is broken off', () => {
    it('by process.exit is not taken for a success', async () => {
      const { rows, report } = await run({
        'a.test.js': "it('1', () => {});\nit('2', () => process.exit(0));\nit('3', () => {});\n",
      });
      assert.ok(report.end.kind === 'died');
      assert.match(report.end.detail, /^mocha ended with exit code 0/);
      assert.deepEqual(rows, ['passed a.test.js::1', 'crashed a.test.js::2', 'not-run a.test.js::3']);
    });

    it('while a file is loaded names the file', async () => {
      const { rows, report } = await run({
        'a.test.js': "it('1', () => {});\n",
        'b.test.js': 'process.exit(3);\n',
      });
      assert.equal(report.end.kind, 'died');
      assert.deepEqual(rows, ['not-run a.test.js::1', 'crashed b.test.js']);
    });

    it('by an error that comes after a test is no success', async () => {
      const { report, rows } = await run({
        'a.test.js':
          "it('1', () => { setImmediate(() => { throw new RangeError('late'); }); });\nit('2', () => new Promise((r) => setTimeout(r, 50)));\nit('3', () => {});\n",
      });
      assert.ok(
        report.tests.some((test) => test.outcome === 'failed' && test.failure?.exception === 'RangeError'),
        `${rows}`,
      );
    });

    it('by its time limit names the test', async () => {
      const { rows, report } = await runWith(
        { 'a.test.js': "it('1', () => { for (;;); });\n" },
        { timeLimitMs: 2_500 },
      );
      assert.deepEqual(report.end, { kind: 'timed-out', limitMs: 2_500 });
      assert.deepEqual(rows, ['timed-out a.test.js::1']);
    });

    it('is none when a test leaves something open', async () => {
      const { report } = await run({ 'a.test.js': "it('1', () => { setInterval(() => {}, 1000); });\n" });
      assert.deepEqual(report.end, { kind: 'completed' });
    });
  });

  describe("the project's configuration", () => {
    const CONFIGURATION = {
      '.mocharc.json': JSON.stringify({
        ...{
          spec: ['test/**/*.js'],
          reporter: 'dot',
          bail: true,
          'dry-run': true,
          parallel: true,
          watch: true,
          ui: 'tdd',
        },
        ...{ require: ['./setup.js'], timeout: 50 },
      }),
      'setup.js': "global.ready = 'ready';\n",
    };

    it('holds, but for what would run other tests or hide some', async () => {
      const { rows } = await run(
        {
          ...CONFIGURATION,
          'test/a.js': `${HEAD}suite('a', () => {
  test('fails', () => assert.equal(ready, 'not'));
  test('is slow', () => ${SLOW});
  test('passes', () => assert.equal(ready, 'ready'));
});\n`,
          'test/b.js': "test('b', () => {});\n",
        },
        'test/a.js',
      );
      assert.deepEqual(rows, [
        'failed test/a.js::a::fails',
        'timed-out test/a.js::a::is slow',
        'passed test/a.js::a::passes',
      ]);
    });

    it('may give node flags and compile TypeScript, as module or script', async () => {
      const typed = (type: string) => ({
        'package.json': `{"type":"${type}","devDependencies":{"mocha":"*"}}`,
        'src/sum.ts': 'export function sum(a: number, b: number): number {\n  return a + b;\n}\n',
        'sum.test.ts':
          "import assert from 'node:assert/strict';\nimport { sum } from './src/sum';\n\nenum Kind { One = 3 }\n\nit('sums', () => {\n  assert.equal(sum(1, 2), 4 as Kind);\n});\n",
      });
      for (const [type, configuration] of [
        ['module', { 'node-option': ['import=tsx'] }],
        ['commonjs', { require: ['tsx/cjs'] }],
      ] as const) {
        const { rows, report } = await run({ ...typed(type), '.mocharc.json': JSON.stringify(configuration) });
        assert.deepEqual(rows, ['failed sum.test.ts::sums'], report.output);
        assert.equal(report.tests[0]?.line, 6);
        assert.equal(report.tests[0]?.failure?.frames?.[0]?.line, 7);
      }
    });
  });

  it('starts in the project of the test, with the mocha of that project', async () => {
    const { report, rows } = await runWith(
      {
        'package.json': '{}',
        'packages/shop/package.json': '{"devDependencies":{"mocha":"*"}}',
        'packages/shop/test/a.test.js': `${HEAD}it('a', () => assert.match(process.cwd(), /packages.shop$/));\n`,
      },
      { prepare: (workspace) => linkNodeModules(workspace, 'packages/shop') },
    );
    assert.deepEqual(rows, ['passed packages/shop/test/a.test.js::a']);
    assert.equal(report.command, 'cd packages/shop && npx mocha test/a.test.js');
  });

  it('is named with the command that installs it when it is missing', async () => {
    for (const [files, command] of [
      [{}, 'npm install --save-dev mocha@latest'],
      [{ 'pnpm-lock.yaml': '' }, 'pnpm add --save-dev mocha@latest'],
      [{ 'yarn.lock': '' }, 'yarn add --dev mocha@latest'],
    ] as const) {
      const { report } = await runWith({ ...files, 'a.test.js': '' }, { prepare: async () => {} });
      assert.ok(report.end.kind === 'not-started' && report.end.problem.kind === 'runner-missing');
      assert.equal(report.end.problem.install, command);
    }
  });

  it('shows what tests print', async () => {
    const { report } = await run({
      'a.test.js': "it('a', () => { console.log('to out'); console.error('to err'); });\n",
    });
    assert.match(report.output, /to out/);
    assert.match(report.output, /to err/);
    assert.match(report.output, /1 passing/);
  });

  it('finds no test in a file without any', async () => {
    const { report } = await run({ 'a.test.js': 'exports.x = 1;\n' });
    assert.equal(report.end.kind, 'none-ran');
    assert.deepEqual(report.tests, []);
  });

  it('takes names with signs of patterns by their letters', async () => {
    const { rows } = await run(
      { 'app/[id]/-a.test.js': "it('a', () => {});\n", 'app/i/-a.test.js': "it('b', () => {});\n" },
      'app/[id]/-a.test.js',
    );
    assert.deepEqual(rows, ['passed app/[id]/-a.test.js::a']);
  });
});
