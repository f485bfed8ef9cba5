import assert from 'node:assert/strict';
import { linkNodeModules } from '../../../../kit/linkNodeModules';
import { startsInTheProjectOfTheTest } from '../script/everyRunner/files';
import { runScripts } from '../script/everyRunner/runScripts';
import { MOCHA } from '../script/everyRunner/scriptRunners';

const HEAD = "const assert = require('node:assert/strict');\n";

describe('a project with mocha', () => {
  startsInTheProjectOfTheTest(MOCHA, linkNodeModules);

  describe('a file that does not load', () => {
    it('names the missing module by its place in the workspace, as script or module', async () => {
      const { outcomes, result, report } = await runScripts(MOCHA, {
        'test/a.test.js': "const { total } = require('../src/cart');\nit('x', () => total());\n",
        'test/b.test.mjs': "import { total } from '../src/cart.js';\nit('x', () => total());\n",
        'test/c.test.js': "it('c', () => {});\n",
      });
      assert.deepEqual(report.end, { kind: 'completed' });
      assert.deepEqual(outcomes, [
        'collection-error test/a.test.js',
        'collection-error test/b.test.mjs',
        'passed test/c.test.js::c',
      ]);
      assert.equal(result('a.test.js').failure?.missingModule, 'src/cart');
      assert.equal(result('b.test.mjs').failure?.missingModule, 'src/cart.js');
      assert.deepEqual(report.imports[0], { file: 'test/a.test.js', line: 1, module: 'src/cart', names: ['total'] });
    });

    it('names the missing export', async () => {
      const { report } = await runScripts(MOCHA, {
        'cart.mjs': 'export const a = 1;\n',
        'cart.test.mjs': "import { Cart } from './cart.mjs';\n",
      });
      assert.equal(report.tests[0]?.outcome, 'collection-error');
      assert.equal(report.tests[0]?.failure?.missingSymbol, 'Cart');
    });

    it('with a syntax error is one row, with the line, also as a module', async () => {
      const { report, outcomes } = await runScripts(MOCHA, { 'bad.test.mjs': "import 'node:path';\n\nconst = 3;\n" });
      assert.deepEqual(outcomes, ['collection-error bad.test.mjs']);
      assert.equal(report.tests[0]?.line, 3);
      assert.equal(report.tests[0]?.failure?.exception, 'SyntaxError');
      assert.match(report.tests[0]?.failure?.message ?? '', /\(bad\.test\.mjs, line 3\)$/);
    });

    it('after it declared tests is no success of theirs, and leaves its hooks nowhere', async () => {
      const { outcomes, result } = await runScripts(MOCHA, {
        'a.test.js':
          "beforeEach(() => { throw new Error('left over'); });\nit('a', () => {});\nthrow new RangeError('in the file');\n",
        'b.test.js': "it('b', () => {});\n",
      });
      assert.deepEqual(outcomes, ['collection-error a.test.js', 'passed b.test.js::b']);
      assert.equal(result('a.test.js').failure?.exception, 'RangeError');
      assert.equal(result('a.test.js').line, 3);
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
      const { outcomes } = await runScripts(
        MOCHA,
        {
          ...CONFIGURATION,
          'test/a.js': `${HEAD}suite('a', () => {
  test('fails', () => assert.equal(ready, 'not'));
  test('is slow', () => new Promise((resolve) => setTimeout(resolve, 600_000)));
  test('passes', () => assert.equal(ready, 'ready'));
});\n`,
          'test/b.js': "test('b', () => {});\n",
        },
        { run: ['test/a.js'] },
      );
      assert.deepEqual(outcomes, [
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
        const { outcomes, report } = await runScripts(MOCHA, {
          ...typed(type),
          '.mocharc.json': JSON.stringify(configuration),
        });
        assert.deepEqual(outcomes, ['failed sum.test.ts::sums'], report.output);
        assert.equal(report.tests[0]?.line, 6);
        assert.equal(report.tests[0]?.failure?.frames?.[0]?.line, 7);
      }
    });
  });
});
