import assert from 'node:assert/strict';
import type { Files, RealRunOptions } from '../../../../kit/realRun';
import { realRun } from '../../../../kit/realRun';
import { linkRunnerTool, linkRunnerTools } from '../../../../kit/runnerTools/runnerTools';
import { TemporaryWorkspace } from '../../../../kit/temporaryWorkspace';
import { runnerFor } from '../runnerFor';

const PACKAGE = { 'package.json': '{"type":"module","devDependencies":{"vitest":"*"}}' };
const HEAD = "import { describe, expect, it, test } from 'vitest';\n";

describe('what vitest is asked for', function () {
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
        'a.test.js': `${HEAD}
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
        'b.test.js': `${HEAD}import './gone.js';\ntest('b', () => {});\n`,
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
      'vitest.config.js': 'export default { test: { coverage: { enabled: true, thresholds: { lines: 100 } } } };\n',
      'src/[id]/cart.ts':
        'export function add(a: number, b: number): number {\n  return a + b;\n}\nexport function sub(a: number): number {\n  return -a;\n}\n',
      'src/never.ts': 'export const never = () => {\n  return 1;\n};\n',
      'src/other.ts': 'export const other = 1;\n',
      'a.test.ts': `${HEAD}import { add } from './src/[id]/cart.js';\nimport './src/other.js';
for (const name of ${JSON.stringify(names)}) test(name, () => { console.log('RUNS ' + name + Math.random()); add(1, 2); });\n`,
    };
    const order = (output: string): readonly string[] => output.match(/RUNS \w[\d.]+/g) ?? [];
    const measured = await run(files, { request: { seed: 7, coverageOf: ['src/[id]/cart.ts', 'src/never.ts'] } });
    const again = await run(files, { request: { seed: 7 } });
    assert.equal(order(measured.report.output).length, names.length);
    assert.deepEqual(order(measured.report.output), order(again.report.output));
    assert.notDeepEqual(
      order(again.report.output).map((each) => each.charAt(5)),
      names,
    );
    assert.deepEqual(
      again.outcomes.toSorted(),
      names.map((name) => `passed a.test.ts::${name}`),
    );
    assert.equal(again.report.coverage, undefined);
    assert.ok(measured.report.coverage?.kind === 'measured');
    const lines = Object.fromEntries(measured.report.coverage.files.map((file) => [file.path, file.lines]));
    assert.deepEqual(Object.keys(lines), ['src/[id]/cart.ts', 'src/never.ts']);
    assert.deepEqual(lines['src/[id]/cart.ts'], [
      { line: 2, hits: names.length },
      { line: 5, hits: 0 },
    ]);
    assert.ok(lines['src/never.ts']?.every(({ hits }) => hits === 0));
    assert.ok((lines['src/never.ts']?.length ?? 0) > 0);
  });

  it('coverage that the project has no package for is said, with the command that brings it', async () => {
    const { report } = await run(
      { 'pnpm-lock.yaml': '', 'a.test.js': `${HEAD}test('a', () => {});\n` },
      { prepare: (workspace) => linkRunnerTool(workspace, 'vitest'), request: { coverageOf: ['src/a.js'] } },
    );
    assert.deepEqual(report.end, { kind: 'completed' });
    assert.ok(report.coverage?.kind === 'unavailable');
    assert.match(report.coverage.install ?? '', /^pnpm add --save-dev @vitest\/coverage-v8@\d+\.\d+\.\d+$/);
  });

  describe('the command for a person', () => {
    let workspace: TemporaryWorkspace;
    afterEach(() => workspace.dispose());

    it('is the plain one', async () => {
      workspace = await TemporaryWorkspace.make({
        'packages/shop/package.json': PACKAGE['package.json'],
        'packages/shop/test/a.test.js': HEAD,
      });
      await linkRunnerTools(workspace);
      const runner = await runnerFor(workspace, 'packages/shop/test/a.test.js');
      const command = await runner.command({
        files: ['packages/shop/test/a.test.js'],
        tests: ['packages/shop/test/a.test.js::one (a)::two'],
      });
      assert.ok(command.ok);
      assert.equal(command.value.cwd, workspace.path('packages/shop'));
      assert.deepEqual(command.value.args.slice(1), [
        'run',
        '--testNamePattern',
        '^(?:one \\(a\\)(?: |::)two)(?: |$)',
        'test/a.test.js',
      ]);
      assert.match(command.value.text, /^cd packages\/shop && npx vitest run --testNamePattern "/);
    });
  });
});
