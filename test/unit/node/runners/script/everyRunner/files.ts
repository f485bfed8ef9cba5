import assert from 'node:assert/strict';
import type { TemporaryWorkspace } from '../../../../../kit/temporaryWorkspace';
import { runScripts } from './runScripts';
import type { ScriptRunner } from './scriptRunners';

/** Declares the test of runners that run one file after the other. */
export function runsFilesInTheOrderAskedFor(runner: ScriptRunner): void {
  it('runs file by file in the order asked for', async () => {
    const { outcomes } = await runScripts(
      runner,
      {
        'b.test.js': `${runner.head}\ntest('b', () => new Promise((resolve) => setTimeout(resolve, 100)));\n`,
        'a.test.js': `${runner.head}\ntest('a', () => {});\n`,
      },
      { run: ['b.test.js', 'a.test.js'] },
    );
    assert.deepEqual(outcomes, ['passed b.test.js::b', 'passed a.test.js::a']);
  });
}

/** Declares the test of a run in which no file has a test. */
export function findsNoTestInAFileWithoutAny(runner: ScriptRunner): void {
  it('finds no test in a file without any', async () => {
    const { report } = await runScripts(runner, { 'a.test.js': `${runner.offer('x', '1')}\n` });
    assert.equal(report.end.kind, 'none-ran');
    assert.deepEqual(report.tests, []);
  });
}

/** Declares the test of a package in a workspace of several; `prepare` brings the runner into the folder of that package. */
export function startsInTheProjectOfTheTest(
  runner: ScriptRunner,
  prepare: (workspace: TemporaryWorkspace, folder: string) => Promise<void>,
): void {
  it('starts in the project of the test, with the runner of that project', async () => {
    const { report, outcomes } = await runScripts(
      runner,
      {
        'package.json': '{}',
        'packages/shop/package.json': runner.project,
        'packages/shop/test/a.test.js': `${runner.head}\ntest('a', () => assert.match(process.cwd(), /packages.shop$/));\n`,
      },
      { prepare: (workspace) => prepare(workspace, 'packages/shop') },
    );
    assert.deepEqual(outcomes, ['passed packages/shop/test/a.test.js::a']);
    assert.equal(report.command, `cd packages/shop && ${runner.command} test/a.test.js`);
  });
}
