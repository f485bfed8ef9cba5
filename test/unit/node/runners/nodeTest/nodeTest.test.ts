import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { linkNodeModules } from '../../../../kit/linkNodeModules';
import { TemporaryWorkspace } from '../../../../kit/temporaryWorkspace';
import { runnerFor } from '../runnerFor';
import { startsInTheProjectOfTheTest } from '../script/everyRunner/files';
import { runScripts } from '../script/everyRunner/runScripts';
import { NODE_TEST } from '../script/everyRunner/scriptRunners';

const HEAD = "import assert from 'node:assert/strict';\nimport test from 'node:test';\n";
const [MAJOR = 0, MINOR = 0] = execFileSync('node', ['--version'], { encoding: 'utf8' })
  .slice(1)
  .split('.')
  .map(Number);
const STRIPS_TYPES = MAJOR > 23 || (MAJOR === 23 && MINOR >= 6) || (MAJOR === 22 && MINOR >= 18);

describe('a project with node --test', () => {
  startsInTheProjectOfTheTest(NODE_TEST, async () => {});

  describe('a file that does not load', () => {
    it('names the missing module in CommonJS too', async () => {
      const { report } = await runScripts(NODE_TEST, {
        'test/cart.test.cjs': "const { total } = require('../src/cart');\n",
      });
      assert.equal(report.tests[0]?.outcome, 'collection-error');
      assert.equal(report.tests[0]?.failure?.missingModule, 'src/cart');
      const other = await runScripts(NODE_TEST, { 'test/cart.test.cjs': "require('left-pad-of-nobody');\n" });
      assert.equal(other.report.tests[0]?.failure?.missingModule, 'left-pad-of-nobody');
    });

    it('names the missing export', async () => {
      const { report } = await runScripts(NODE_TEST, {
        'cart.js': 'export const a = 1;\n',
        'cart.test.js': "import { Cart } from './cart.js';\n",
      });
      assert.equal(report.tests[0]?.outcome, 'collection-error');
      assert.equal(report.tests[0]?.failure?.missingSymbol, 'Cart');
    });
  });

  it('says what is wrong with a file that is not there', async () => {
    const { report } = await runScripts(NODE_TEST, {}, { run: ['gone.test.js'] });
    assert.ok(report.end.kind === 'died');
    assert.match(report.end.detail, /Could not find|gone\.test\.js/);
  });

  it('runs TypeScript where node can, and says so where it cannot', async () => {
    const { outcomes, report } = await runScripts(NODE_TEST, {
      'a.test.ts': `${HEAD}const one: number = 1;\ntest('a', () => assert.equal(one, 1));\n`,
    });
    if (STRIPS_TYPES) assert.deepEqual(outcomes, ['passed a.test.ts::a']);
    else {
      assert.ok(report.end.kind === 'not-started' && report.end.problem.kind === 'runner-missing');
      assert.match(report.end.problem.detail, /TypeScript/);
      assert.equal(report.end.problem.install, 'npm install --save-dev tsx');
    }
  });

  it("runs TypeScript with the project's own tsx, as module or script", async () => {
    for (const type of ['module', 'commonjs']) {
      const { outcomes, report } = await runScripts(
        NODE_TEST,
        {
          'package.json': `{"type":"${type}","scripts":{"test":"node --import tsx --test"}}`,
          'src/sum.ts': 'export function sum(a: number, b: number): number {\n  return a + b;\n}\n',
          'a.test.ts': `${HEAD}import { sum } from './src/sum';\n\nenum Kind { One = 3 }\n\ntest('sums', () => {\n  assert.equal(sum(1, 2), 4 as Kind);\n});\n`,
        },
        { prepare: linkNodeModules },
      );
      assert.deepEqual(outcomes, ['failed a.test.ts::sums'], report.output);
      assert.equal(report.tests[0]?.line, 7);
      assert.equal(report.tests[0]?.failure?.frames?.[0]?.line, 8);
      assert.equal(report.command, 'node --import tsx --enable-source-maps --test a.test.ts');
    }
  });

  it('names what is missing when there is no node on PATH', async () => {
    const { report } = await runScripts(
      NODE_TEST,
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
