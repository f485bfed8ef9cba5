import assert from 'node:assert/strict';
import type { FileCoverage } from '../../../../../../src/core/testrun/report';
import type { TestCommand } from '../../../../../../src/core/testrun/runner';
import { must } from '../../../../../kit/must';
import type { Files } from '../../../../../kit/realRun';
import { TemporaryWorkspace } from '../../../../../kit/temporaryWorkspace';
import { runnerFor } from '../../runnerFor';
import { runScripts } from './runScripts';
import type { ScriptRunner } from './scriptRunners';

/** Declares the test of tests chosen by their ids, among others whose names are like theirs. */
export function runsChosenTestsOnly(runner: ScriptRunner): void {
  it('chosen tests are the only ones that count, and each has its time limit', async () => {
    const tests = [
      'a.test.js::outer::inner::one',
      'a.test.js::a.b* (c)',
      'a.test.js::a::b',
      'a.test.js::again (2)',
      'b.test.js',
    ];
    const { report, outcomes } = await runScripts(
      runner,
      {
        'a.test.js': `${runner.head}
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
        'b.test.js': `${runner.head}\n${runner.load('gone', './gone.js')}\ntest('b', () => gone);\n`,
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
}

/** A subject in two files: `src/[id]/cart`, whose `add` is called eight times, and `src/never`, which is never loaded. */
interface CoveredProject {
  /** With a configuration of its own, which asks for coverage of something else. */
  readonly files: Files;
  readonly cart: FileCoverage['lines'];
  /** The lines of `src/never`, none of which was run; undefined where the runner's compiler decides. */
  readonly never?: readonly number[];
}

/** Declares the test of a seed and of coverage; both look at the same runs. */
export function shufflesBySeedAndCoversFiles(runner: ScriptRunner, project: CoveredProject): void {
  it('a seed gives another order and random numbers, the same each time; coverage is that of the asked files', async () => {
    const { head, load, ending } = runner;
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const [test, cart, never] = [`a.test.${ending}`, `src/[id]/cart.${ending}`, `src/never.${ending}`];
    const files = {
      ...project.files,
      [`src/other.${ending}`]: runner.offer('other', '1'),
      [test]: `${head}
${load('{ add }', './src/[id]/cart.js')}
${load('{ other }', './src/other.js')}
for (const name of ${JSON.stringify(names)}) test(name, () => { console.log('RUNS ' + name + Math.random()); add(other, 2); });
`,
    };
    const order = (output: string): readonly string[] => output.match(/RUNS \w[\d.]+/g) ?? [];
    const measured = await runScripts(runner, files, { request: { seed: 7, coverageOf: [cart, never] } });
    const again = await runScripts(runner, files, { request: { seed: 7 } });
    assert.equal(order(measured.report.output).length, names.length);
    assert.deepEqual(order(measured.report.output), order(again.report.output));
    assert.notDeepEqual(
      order(again.report.output).map((each) => each.charAt(5)),
      names,
    );
    assert.deepEqual(
      again.outcomes.toSorted(),
      names.map((name) => `passed ${test}::${name}`),
    );
    assert.equal(again.report.coverage, undefined);
    assert.ok(measured.report.coverage?.kind === 'measured');
    const lines = Object.fromEntries(measured.report.coverage.files.map((file) => [file.path, file.lines]));
    assert.deepEqual(Object.keys(lines), [cart, never]);
    assert.deepEqual(lines[cart], project.cart);
    const notRun = lines[never] ?? [];
    assert.ok(notRun.length > 0 && notRun.every(({ hits }) => hits === 0));
    if (project.never !== undefined) {
      assert.deepEqual(
        notRun.map(({ line }) => line),
        project.never,
      );
    }
  });
}

/** The command for a chosen test of a package in a workspace of several; checks what does not differ between runners. */
export async function commandForOneTest(runner: ScriptRunner, packageJson = runner.project): Promise<TestCommand> {
  const file = 'packages/shop/test/a.test.js';
  const workspace = await TemporaryWorkspace.make({
    'package.json': '{}',
    'packages/shop/package.json': packageJson,
    [file]: runner.head,
  });
  try {
    await runner.prepare(workspace);
    const command = must(
      await (await runnerFor(workspace, file)).command({ files: [file], tests: [`${file}::one (a)::two`] }),
    );
    assert.equal(command.cwd, workspace.path('packages/shop'));
    assert.ok(command.text.startsWith(`cd packages/shop && ${runner.command} --testNamePattern "`), command.text);
    return command;
  } finally {
    await workspace.dispose();
  }
}
