import assert from 'node:assert/strict';
import type { Files, RealRunOptions } from '../../../../kit/realRun';
import { realRun } from '../../../../kit/realRun';
import { linkRunnerTools } from '../../../../kit/runnerTools/runnerTools';
import { TemporaryWorkspace } from '../../../../kit/temporaryWorkspace';
import { runnerFor } from '../runnerFor';

const PACKAGE = { 'package.json': '{"devDependencies":{"jest":"*"}}' };

describe('what jest is asked for', function () {
  this.timeout(60_000);

  function run(files: Files, options: RealRunOptions = {}) {
    return realRun({ ...PACKAGE, ...files }, { prepare: linkRunnerTools, ...options });
  }

  it('chosen tests are the only ones that count, and each has its time limit', async () => {
    const tests = [
      'a.test.js::outer::inner::one',
      'a.test.js::a.b* (c)',
      'a.test.js::a::b',
      'a.test.js::again (2)',
      'b.test.js',
    ];
    const { report, outcomes } = await run(
      {
        'a.test.js': `
describe('outer', () => {
  describe('inner', () => { it('one', () => {}); it('one more', () => {}); it('two', () => {}); });
  it('one', () => {});
});
test('a.b* (c)', () => {});
test('aXb* (c)', () => {});
test('a::b', () => {});
test('again', () => {});
test('again', () => new Promise(() => {}));
test.each([1, 2])('each %d', () => {});
`,
        'b.test.js': "require('./gone');\ntest('b', () => {});\n",
      },
      { request: { tests, testTimeLimitMs: 300 } },
    );
    assert.deepEqual(report.end, { kind: 'completed' });
    assert.deepEqual(outcomes, [
      'passed a.test.js::outer::inner::one',
      'passed a.test.js::a.b* (c)',
      'passed a.test.js::a::b',
      'timed-out a.test.js::again (2)',
      'collection-error b.test.js',
    ]);
  });

  it('a seed gives another order and random numbers, the same each time; coverage is that of the asked files', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const files = {
      'jest.config.js':
        "module.exports = { collectCoverage: true, coverageThreshold: { global: { lines: 100 } }, collectCoverageFrom: ['src/other.js'] };\n",
      'src/[id]/cart.js':
        'exports.add = function add(a, b) {\n  return a + b;\n};\nexports.sub = function sub(a) {\n  return -a;\n};\n',
      'src/never.js': 'exports.never = () => {\n  return 1;\n};\n',
      'src/other.js': 'exports.other = 1;\n',
      'a.test.js': `const { add } = require('./src/[id]/cart');\nrequire('./src/other');
for (const name of ${JSON.stringify(names)}) test(name, () => { console.log('RUNS ' + name + Math.random()); add(1, 2); });\n`,
    };
    const order = (output: string): readonly string[] => output.match(/RUNS \w[\d.]+/g) ?? [];
    const measured = await run(files, { request: { seed: 7, coverageOf: ['src/[id]/cart.js', 'src/never.js'] } });
    const again = await run(files, { request: { seed: 7 } });
    assert.equal(order(measured.report.output).length, names.length);
    assert.deepEqual(order(measured.report.output), order(again.report.output));
    assert.notDeepEqual(
      order(again.report.output).map((each) => each.charAt(5)),
      names,
    );
    assert.deepEqual(
      again.outcomes.toSorted(),
      names.map((name) => `passed a.test.js::${name}`),
    );
    assert.equal(again.report.coverage, undefined);
    assert.ok(measured.report.coverage?.kind === 'measured');
    const lines = Object.fromEntries(measured.report.coverage.files.map((file) => [file.path, file.lines]));
    assert.deepEqual(lines['src/[id]/cart.js'], [
      { line: 1, hits: 1 },
      { line: 2, hits: names.length },
      { line: 4, hits: 1 },
      { line: 5, hits: 0 },
    ]);
    assert.deepEqual(lines['src/never.js'], [
      { line: 1, hits: 0 },
      { line: 2, hits: 0 },
    ]);
    assert.equal(lines['src/other.js'], undefined);
  });

  describe('without a run', () => {
    let workspace: TemporaryWorkspace;
    afterEach(() => workspace.dispose());

    it('the command is the plain one, with the switch that the package uses', async () => {
      workspace = await TemporaryWorkspace.make({
        'package.json': '{}',
        'packages/shop/package.json':
          '{"scripts":{"test":"NODE_OPTIONS=--experimental-vm-modules jest"},"devDependencies":{"jest":"*"}}',
        'packages/shop/test/a.test.js': '',
      });
      await linkRunnerTools(workspace);
      const runner = await runnerFor(workspace, 'packages/shop/test/a.test.js');
      const command = await runner.command({
        files: ['packages/shop/test/a.test.js'],
        tests: ['packages/shop/test/a.test.js::one (a)::two'],
      });
      assert.ok(command.ok);
      assert.equal(command.value.cwd, workspace.path('packages/shop'));
      assert.equal(command.value.args[0], '--experimental-vm-modules');
      assert.deepEqual(command.value.args.slice(2), [
        '--testNamePattern',
        '^(?:one \\(a\\)(?: |::)two)(?: |$)',
        '--runTestsByPath',
        'test/a.test.js',
      ]);
      assert.match(command.value.text, /^cd packages\/shop && npx jest --testNamePattern "/);
    });

    it('syntax is judged of what Node reads, as a module or not, and nothing is said of the rest', async () => {
      workspace = await TemporaryWorkspace.make({
        'package.json': '{"type":"commonjs","devDependencies":{"jest":"*"}}',
        'module.js': "import a from './a';\nexport default a;\n",
        'wrong.js': '\nconst = 1;\n',
        'view.js': 'export const view = () => <b>hello</b>;\n',
        'view.tsx': 'export const view = () => <b>hello</b>;\n',
      });
      const runner = await runnerFor(workspace, 'module.js');
      const checks = await runner.checkSyntax(
        ['module.js', 'wrong.js', 'view.js', 'view.tsx'],
        new AbortController().signal,
      );
      assert.deepEqual(checks, [
        { path: 'module.js', error: undefined },
        { path: 'wrong.js', error: "SyntaxError: Unexpected token '=' (line 2)" },
      ]);
    });
  });
});
