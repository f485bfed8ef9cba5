import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { linkNodeModules } from '../../../../kit/linkNodeModules';
import type { Files, RealRunOptions } from '../../../../kit/realRun';
import { realRun } from '../../../../kit/realRun';
import { TemporaryWorkspace } from '../../../../kit/temporaryWorkspace';
import { runnerFor } from '../runnerFor';

const MODULES = { 'package.json': '{"type":"module"}' };
const HEAD =
  "import assert from 'node:assert/strict';\nimport test, { after, afterEach, before, beforeEach, describe, it } from 'node:test';\n";
const [MAJOR = 0, MINOR = 0] = execFileSync('node', ['--version'], { encoding: 'utf8' })
  .slice(1)
  .split('.')
  .map(Number);
const STRIPS_TYPES = MAJOR > 23 || (MAJOR === 23 && MINOR >= 6) || (MAJOR === 22 && MINOR >= 18);

describe('node --test', () => {
  async function runWith(files: Files, options: RealRunOptions) {
    const { report, outcomes } = await realRun({ ...MODULES, ...files }, options);
    return { report, rows: outcomes, results: Object.fromEntries(report.tests.map((test) => [test.id, test])) };
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
  it('is skipped while it runs', (t) => t.skip('no network'));
  it.todo('is to be done');
  it('fails but is to be done', { todo: true }, () => assert.fail());
  describe('empty', () => {});
});
test('parent', async (t) => {
  await t.test('child passes', () => {});
  await t.test('child fails', () => assert.fail('no'));
});
test('parent that fails itself', async (t) => {
  await t.test('child', () => {});
  throw new Error('parent');
});
test('takes too long', { timeout: 20 }, () => new Promise((resolve) => setTimeout(resolve, 1000)));
`,
      });
      assert.deepEqual(report.end, { kind: 'completed' });
      assert.deepEqual(
        rows.map((row) => row.replace('test/all.test.js::', '')),
        [
          'passed outer::inner::passes',
          'failed outer::inner::fails',
          'passed outer::inner::again',
          'passed outer::inner::again (2)',
          'skipped outer::is skipped',
          'skipped outer::is skipped while it runs',
          'skipped outer::is to be done',
          'skipped outer::fails but is to be done',
          'passed parent::child passes',
          'failed parent::child fails',
          'passed parent that fails itself::child',
          'failed parent that fails itself',
          'timed-out takes too long',
        ],
      );
    });

    it('have the outcome of the hook or suite that stopped them', async () => {
      const { rows, results } = await run({
        'hooks.test.js': `${HEAD}
describe('before', () => {
  before(() => { throw new Error('no database'); });
  it('one', () => {});
  describe('deeper', () => { it('two', () => {}); });
});
describe('beforeEach', () => { beforeEach(() => { throw new Error('each'); }); it('one', () => {}); });
describe('afterEach', () => { afterEach(() => { throw new Error('each'); }); it('one', () => {}); });
describe('after', () => { after(() => { throw new Error('cannot clean up'); }); it('one', () => {}); });
describe('body', () => { it('one', () => {}); throw new TypeError('no suite'); });
`,
      });
      assert.deepEqual(rows, [
        'setup-error hooks.test.js::before::one',
        'setup-error hooks.test.js::before::deeper::two',
        'setup-error hooks.test.js::beforeEach::one',
        'setup-error hooks.test.js::afterEach::one',
        'passed hooks.test.js::after::one',
        'setup-error hooks.test.js::after',
        'collection-error hooks.test.js::body::one',
      ]);
      assert.equal(results['hooks.test.js::before::one']?.failure?.message, 'no database');
      assert.equal(results['hooks.test.js::body::one']?.failure?.exception, 'TypeError');
    });

    it('say where they stand, how long they took and how they are called', async () => {
      const { report } = await run({
        'a/place.test.js': `${HEAD}\ndescribe('suite', () => {\n  it('is slow', () => new Promise((resolve) => setTimeout(resolve, 30)));\n});\n`,
      });
      const [test] = report.tests;
      assert.deepEqual(
        [test?.id, test?.name, test?.file, test?.line],
        ['a/place.test.js::suite::is slow', 'is slow', 'a/place.test.js', 5],
      );
      assert.ok(test !== undefined && test.durationMs >= 25 && test.durationMs < 5_000);
    });

    it('say what went wrong', async () => {
      const { results } = await run({
        'src/cart.js': 'export class Cart {}\nexport const total = undefined;\n',
        'why.test.js': `${HEAD}
import * as cart from './src/cart.js';
test('compares', () => assert.deepEqual({ a: [1] }, { a: [2] }));
test('missing method', () => new cart.Cart().add('x'));
test('missing function', () => cart.sum());
test('missing class', () => new cart.Basket());
test('missing file', () => import('./src/basket.js'));
test('missing package', () => import('left-pad-of-nobody'));
test('undefined', () => cart.total.amount);
test('text', () => { throw 'just text'; });
class Odd extends RangeError { name = 'Odd'; }
test('own', () => { throw new Odd('strange'); });
`,
      });
      const failure = (name: string) => {
        const found = results[`why.test.js::${name}`]?.failure;
        assert.ok(found, name);
        return found;
      };
      assert.equal(failure('compares').exception, 'AssertionError');
      assert.match(failure('compares').message, /^Expected values to be (loosely|strictly) deep-equal/);
      assert.equal(failure('compares').expected, '{ a: [ 2 ] }');
      assert.equal(failure('compares').actual, '{ a: [ 1 ] }');
      assert.match(failure('compares').details, /\(why\.test\.js:5:\d+\)/);
      assert.equal(failure('missing method').missingSymbol, 'add');
      assert.equal(failure('missing function').missingSymbol, 'sum');
      assert.equal(failure('missing class').missingSymbol, 'Basket');
      assert.equal(failure('missing file').missingModule, 'src/basket.js');
      assert.equal(failure('missing package').missingModule, 'left-pad-of-nobody');
      assert.equal(failure('undefined').exception, 'TypeError');
      assert.equal(failure('undefined').missingSymbol, undefined);
      assert.equal(failure('text').message, 'just text');
      assert.equal(failure('own').exception, 'Odd');
    });

    it('that wait for ever do not pass, whether node notices or the time limit', async () => {
      const { report } = await runWith(
        { 'a.test.js': `${HEAD}test('a', () => new Promise(() => {}));\n` },
        { timeLimitMs: 3_000 },
      );
      assert.match(report.tests[0]?.outcome ?? '', /^(failed|timed-out)$/);
    });

    it('belong to the file that was run, also when a helper declares them', async () => {
      const { rows, report } = await run({
        'test/helper.js': "import test from 'node:test';\nexport const shared = () => test('shared', () => {});\n",
        'test/a.test.js': "import { shared } from './helper.js';\nshared();\n",
      });
      assert.deepEqual(rows, ['passed test/a.test.js::shared']);
      assert.equal(report.tests[0]?.line, undefined);
    });

    it('come file by file in the order asked for', async () => {
      const slow = `${HEAD}test('a', () => new Promise((resolve) => setTimeout(resolve, 100)));`;
      const { rows } = await run(
        { 'b.test.js': slow, 'a.test.js': `${HEAD}test('a', () => {});` },
        'b.test.js',
        'a.test.js',
      );
      assert.deepEqual(rows, ['passed b.test.js::a', 'passed a.test.js::a']);
    });
  });

  describe('a file that does not load', () => {
    it('names the missing module by its place in the workspace', async () => {
      const { rows, report } = await run({
        'test/unit/cart.test.js':
          "import { total } from '../../src/cart.js';\nimport test from 'node:test';\ntest('x', () => total());\n",
      });
      assert.deepEqual(report.end, { kind: 'completed' });
      assert.deepEqual(rows, ['collection-error test/unit/cart.test.js']);
      assert.equal(report.tests[0]?.failure?.missingModule, 'src/cart.js');
      assert.deepEqual(report.imports, [
        { file: 'test/unit/cart.test.js', line: 1, module: 'src/cart.js', names: ['total'] },
      ]);
    });

    it('names it in CommonJS too', async () => {
      const { report } = await run({ 'test/cart.test.cjs': "const { total } = require('../src/cart');\n" });
      assert.equal(report.tests[0]?.outcome, 'collection-error');
      assert.equal(report.tests[0]?.failure?.missingModule, 'src/cart');
      const other = await run({ 'test/cart.test.cjs': "require('left-pad-of-nobody');\n" });
      assert.equal(other.report.tests[0]?.failure?.missingModule, 'left-pad-of-nobody');
    });

    it('names the missing export', async () => {
      const { report } = await run({
        'cart.js': 'export const a = 1;\n',
        'cart.test.js': "import { Cart } from './cart.js';\n",
      });
      assert.equal(report.tests[0]?.outcome, 'collection-error');
      assert.equal(report.tests[0]?.failure?.missingSymbol, 'Cart');
    });

    it('with a syntax error is one row, with the line', async () => {
      const { report, rows } = await run({ 'bad.test.js': "import test from 'node:test';\n\nconst = 3;\n" });
      assert.deepEqual(rows, ['collection-error bad.test.js']);
      assert.equal(report.tests[0]?.line, 3);
      assert.equal(report.tests[0]?.failure?.exception, 'SyntaxError');
      assert.match(report.tests[0]?.failure?.message ?? '', /\(bad\.test\.js, line 3\)$/);
    });

    it('for a syntax error of the subject names the subject', async () => {
      const { report } = await run({
        'src/cart.js': '\nexport const = 1;\n',
        'cart.test.js': "import './src/cart.js';\n",
      });
      assert.equal(report.tests[0]?.line, undefined);
      assert.match(report.tests[0]?.failure?.message ?? '', /\(src\/cart\.js, line 2\)$/);
    });

    it('after it declared tests is no success of theirs', async () => {
      const { report } = await run({
        'late.test.js': `${HEAD}test('a', () => {});\nthrow new RangeError('in the file');\n`,
      });
      assert.ok(report.tests.some((test) => test.id === 'late.test.js' && test.failure?.exception === 'RangeError'));
      assert.equal(report.tests.at(-1)?.line, 4);
    });

    it('does not keep the others from running', async () => {
      const { rows } = await run({
        'a.test.js': "import './gone.js';\n",
        'b.test.js': `${HEAD}test('b', () => {});\n`,
      });
      assert.deepEqual(rows, ['collection-error a.test.js', 'passed b.test.js::b']);
    });
  });

  describe('a run that is broken off', () => {
    for (const [how, code, said] of [
      ['process.exit(0)', 'process.exit(0)', /process\.exit\(0\)/],
      ['process.exit(3)', 'process.exit(3)', /process\.exit\(3\)/],
      ['a signal', "process.kill(process.pid, 'SIGKILL')", /SIGKILL/],
    ] as const) {
      it(`by ${how} is not taken for a success`, async () => {
        const { rows, report } = await run({
          'a.test.js': `${HEAD}test('1', () => {});\ntest('2', async () => { await new Promise((r) => setTimeout(r, 50)); ${code}; });\ntest('3', () => {});\n`,
          'b.test.js': `${HEAD}test('4', () => {});\n`,
        });
        assert.ok(report.end.kind === 'died');
        assert.match(report.end.detail, said);
        assert.deepEqual(rows, [
          'passed a.test.js::1',
          'crashed a.test.js::2',
          'not-run a.test.js::3',
          'passed b.test.js::4',
        ]);
      });
    }

    it('by its time limit while a file is loaded names the file', async () => {
      const { rows, report } = await runWith({ 'a.test.js': 'for (;;);\n' }, { timeLimitMs: 2_500 });
      assert.deepEqual(report.end, { kind: 'timed-out', limitMs: 2_500 });
      assert.deepEqual(rows, ['timed-out a.test.js']);
    });

    it('before any test was declared is not taken for a file without tests', async () => {
      const { rows, report } = await run({ 'a.test.js': 'process.exit(0);\n' });
      assert.equal(report.end.kind, 'died');
      assert.deepEqual(rows, ['crashed a.test.js']);
    });

    it('by an error that comes after a test is no success', async () => {
      const { report } = await run({
        'a.test.js': `${HEAD}test('1', () => { setTimeout(() => { throw new RangeError('late'); }, 5); });\ntest('2', () => new Promise((r) => setTimeout(r, 50)));\n`,
      });
      assert.ok(report.tests.some((test) => test.outcome === 'failed' && test.failure?.exception === 'RangeError'));
    });

    it('but ended on purpose after its last test is whole', async () => {
      const { rows, report } = await run({
        'a.test.js': `${HEAD}after(() => setTimeout(() => process.exit(), 50));\ntest('1', () => {});\n`,
      });
      assert.deepEqual(rows, ['passed a.test.js::1']);
      assert.deepEqual(report.end, { kind: 'completed' });
    });
  });

  it('passes a result on before the next test ends', async () => {
    const { report } = await runWith(
      { 'a.test.js': `${HEAD}test('1', () => {});\ntest('2', () => new Promise((r) => setTimeout(r, 600_000)));\n` },
      { onEvent: (event, abort) => event.kind === 'test' && abort() },
    );
    assert.deepEqual(
      report.tests.map((test) => test.outcome),
      ['passed', 'not-run'],
    );
  });

  it('finds no test in a file without any', async () => {
    const { report } = await run({ 'a.test.js': 'export const x = 1;\n' });
    assert.equal(report.end.kind, 'none-ran');
    assert.deepEqual(report.tests, []);
  });

  it('says what is wrong with a file that is not there', async () => {
    const { report } = await run({}, 'gone.test.js');
    assert.ok(report.end.kind === 'died');
    assert.match(report.end.detail, /Could not find|gone\.test\.js/);
  });

  it('takes names with signs of patterns by their letters', async () => {
    const { rows } = await run(
      { 'app/[id]/a.test.js': `${HEAD}test('a', () => {});\n`, 'app/i/a.test.js': `${HEAD}test('b', () => {});\n` },
      'app/[id]/a.test.js',
    );
    assert.deepEqual(rows, ['passed app/[id]/a.test.js::a']);
  });

  it('starts in the project of the test', async () => {
    const { report, rows } = await run({
      'packages/shop/package.json': '{"type":"module"}',
      'packages/shop/test/a.test.js': `${HEAD}test('a', () => assert.match(process.cwd(), /packages.shop$/));\n`,
    });
    assert.deepEqual(rows, ['passed packages/shop/test/a.test.js::a']);
    assert.equal(report.command, 'cd packages/shop && node --test test/a.test.js');
  });

  it('shows what tests print', async () => {
    const { report } = await run({
      'a.test.js': `${HEAD}test('a', () => { console.log('to out'); console.error('to err'); });\n`,
    });
    assert.match(report.output, /to out/);
    assert.match(report.output, /to err/);
  });

  it('runs TypeScript where node can, and says so where it cannot', async () => {
    const { rows, report } = await run({
      'a.test.ts': `${HEAD}const one: number = 1;\ntest('a', () => assert.equal(one, 1));\n`,
    });
    if (STRIPS_TYPES) assert.deepEqual(rows, ['passed a.test.ts::a']);
    else {
      assert.ok(report.end.kind === 'not-started' && report.end.problem.kind === 'runner-missing');
      assert.match(report.end.problem.detail, /TypeScript/);
      assert.equal(report.end.problem.install, 'npm install --save-dev tsx');
    }
  });

  it("runs TypeScript with the project's own tsx, as module or script", async () => {
    for (const type of ['module', 'commonjs']) {
      const { rows, report } = await runWith(
        {
          'package.json': `{"type":"${type}","scripts":{"test":"node --import tsx --test"}}`,
          'src/sum.ts': 'export function sum(a: number, b: number): number {\n  return a + b;\n}\n',
          'a.test.ts': `${HEAD}import { sum } from './src/sum';\n\nenum Kind { One = 3 }\n\ntest('sums', () => {\n  assert.equal(sum(1, 2), 4 as Kind);\n});\n`,
        },
        { prepare: linkNodeModules },
      );
      assert.deepEqual(rows, ['failed a.test.ts::sums'], report.output);
      assert.equal(report.tests[0]?.line, 7);
      assert.equal(report.tests[0]?.failure?.frames?.[0]?.line, 8);
      assert.equal(report.command, 'node --import tsx --enable-source-maps --test a.test.ts');
    }
  });

  it('names what is missing when there is no node on PATH', async () => {
    const { report } = await runWith(
      { 'a.test.js': HEAD },
      {
        env: { PATH: 'bin:/nowhere' },
        prepare: (workspace) => workspace.write('bin/node', '#!/bin/sh\nexit 9\n', 0o755),
      },
    );
    assert.ok(report.end.kind === 'not-started' && report.end.problem.kind === 'runner-missing');
    assert.equal(report.end.problem.runner, 'node:test');
    assert.match(report.end.problem.install, /nodejs\.org/);
  });

  describe('syntax', () => {
    let workspace: TemporaryWorkspace;

    afterEach(() => workspace.dispose());

    it('is judged by node, as a module or not', async () => {
      workspace = await TemporaryWorkspace.make({
        'module/package.json': '{"type":"module"}',
        'module/good.js': "import x from './gone.js';\nawait x;\nprocess.exit(1);\n",
        'module/bad.js': 'import x from "x";\n\nconst = 1;\n',
        'script/package.json': '{"type":"commonjs"}',
        'script/good.js': "const x = require('./gone');\nif (x) return;\n",
        'script/bad.js': "import x from './x';\n",
        'open/module.js': "import x from './x.js';\nexport default x;\n",
        'open/script.js': 'with (Math) max(1, 2);\n',
        'open/bad.js': "import x from './x.js';\nconst = 1;\n",
        'a.mjs': 'export const a = 1;\n',
        'b.cjs': 'export const a = 1;\n',
        'notes.md': '# not a script',
      });
      const before = await workspace.snapshot();
      const paths = Object.keys(before).filter((name) => /\.([cm]?js|md)$/.test(name));
      const checks = await (await runnerFor(workspace, 'a.js')).checkSyntax(
        [...paths, 'gone.js'],
        new AbortController().signal,
      );
      const wrong = Object.fromEntries(
        checks.filter(({ error }) => error !== undefined).map(({ path, error }) => [path, error]),
      );
      assert.equal(checks.length, paths.length);
      assert.deepEqual(Object.keys(wrong), ['b.cjs', 'module/bad.js', 'open/bad.js', 'script/bad.js', 'gone.js']);
      assert.equal(wrong['module/bad.js'], "SyntaxError: Unexpected token '=' (line 3)");
      assert.equal(wrong['open/bad.js'], "SyntaxError: Unexpected token '=' (line 2)");
      assert.match(
        wrong['script/bad.js'] ?? '',
        /^SyntaxError: Cannot use import statement outside a module \(line 1\)$/,
      );
      assert.deepEqual(await workspace.snapshot(), before);
    });

    it('is not checked once cancelled, and never taken for right without node', async () => {
      workspace = await TemporaryWorkspace.make({ 'a.js': 'x = 1\n' });
      assert.deepEqual(await (await runnerFor(workspace, 'a.js')).checkSyntax(['a.js'], AbortSignal.abort()), []);
      const [check] = await (await runnerFor(workspace, 'a.js', {})).checkSyntax(
        ['a.js'],
        new AbortController().signal,
      );
      assert.match(check?.error ?? '', /not checked/);
    });
  });
});
