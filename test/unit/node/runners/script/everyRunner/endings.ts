import assert from 'node:assert/strict';
import { stripVTControlCharacters } from 'node:util';
import { processIsGone } from '../../../../../kit/cliRunnerProcessGone';
import { eventually } from '../../../../../kit/eventually';
import type { Files } from '../../../../../kit/realRun';
import { realRun } from '../../../../../kit/realRun';
import { runScripts } from './runScripts';
import type { ScriptRunner } from './scriptRunners';

/** Declares the test of a run that is cancelled in its second test. */
export function passesResultsOnUntilCancelled(runner: ScriptRunner): void {
  it('passes results on as they come, and leaves no process behind when it is cancelled', async () => {
    let output = '';
    const pids = (): readonly number[] => /PIDS ([\d ]+)\r?\n/.exec(output)?.[1]?.split(' ').map(Number) ?? [];
    let hasResult = false;
    const hangs = `async () => {
  const stray = spawn('sleep', ['600'], { detached: true });
  process.stderr.write('PIDS ' + process.pid + ' ' + stray.pid + '\\n');
  await new Promise((resolve) => setTimeout(resolve, 600_000));
}`;
    const { report, outcomes } = await runScripts(
      runner,
      {
        'a.test.js': `${runner.head}
${runner.load('{ spawn }', 'node:child_process')}
test('first', () => {});
${runner.limited('hangs', 600_000, hangs)}
test('last', () => {});
`,
      },
      {
        onEvent: (event, abort) => {
          if (event.kind === 'output') output += stripVTControlCharacters(event.text);
          hasResult ||= event.kind === 'test';
          if (hasResult && pids().length > 0) abort();
        },
      },
    );
    assert.equal(report.end.kind, 'cancelled');
    assert.deepEqual(outcomes, ['passed a.test.js::first', 'not-run a.test.js::hangs', 'not-run a.test.js::last']);
    assert.equal(pids().length, 2);
    await eventually(() => assert.ok(pids().every(processIsGone)));
  });
}

/** Declares the test of a test that never ends; the limit is of the whole run, and leaves time to start the runner. */
export function namesTheTestThatNeverEnds(runner: ScriptRunner, timeLimitMs: number): void {
  it('names the test that never ended when its time is up, and keeps what was known before', async () => {
    const files = {
      'a.test.js': `${runner.head}
test('first', () => {});
test('second', () => assert.equal(1, 2));
test('busy', () => { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); });
test('last', () => {});
`,
    };
    const { report, outcomes } = await runScripts(runner, files, { timeLimitMs });
    assert.deepEqual(report.end, { kind: 'timed-out', limitMs: timeLimitMs });
    assert.deepEqual(outcomes, [
      'passed a.test.js::first',
      'failed a.test.js::second',
      'timed-out a.test.js::busy',
      'not-run a.test.js::last',
    ]);
  });
}

/** Declares the test of a test that calls `process.exit(0)`; of runners whose tests can. */
export function namesTheTestThatExits(runner: ScriptRunner): void {
  it('has died, and names the test, when a test ends the process with code 0', async () => {
    const { report, outcomes } = await runScripts(runner, {
      'a.test.js': `${runner.head}
test('first', () => {});
test('exits', () => process.exit(0));
test('last', () => {});
`,
    });
    assert.ok(report.end.kind === 'died');
    assert.ok(report.end.detail.startsWith(`${runner.name} ended with exit code 0`), report.end.detail);
    assert.deepEqual(outcomes, ['passed a.test.js::first', 'crashed a.test.js::exits', 'not-run a.test.js::last']);
  });
}

/** Declares the test of a killed worker, beside one that forges results; of runners that give each file a process. */
export function outlivesTheProcessOfAFile(runner: ScriptRunner, said: RegExp, configuration: Files = {}): void {
  it('has died when the process of a file is killed, which is named with the test, and believes no test', async () => {
    const { report, outcomes } = await runScripts(
      runner,
      {
        ...configuration,
        'a.test.js': `${runner.head}
test('first', () => {});
test('killed', () => { process.kill(process.pid, 'SIGKILL'); });
test('last', () => {});
`,
        'b.test.js': `${runner.head}
${runner.load('{ appendFileSync, readdirSync }', 'node:fs')}
${runner.load('{ tmpdir }', 'node:os')}
test('looks around and forges', () => {
  const file = process.cwd() + '/b.test.js';
  for (const key of ['b', file + ':0']) {
    const forged = ['tests', 'result', 'end'].map((type) => JSON.stringify({ type, state: 'passed', key, file }) + '\\n').join('');
    for (const name of readdirSync(tmpdir() + '/..').filter((each) => each.endsWith('.jsonl'))) {
      appendFileSync(tmpdir() + '/../' + name, forged);
    }
  }
  assert.match(JSON.stringify([process.env, process.execArgv]), /sk-secret|AGENTFORGE|runners.assets/);
});
`,
      },
      { env: { ...process.env, ANTHROPIC_API_KEY: 'sk-secret', AGENTFORGE_MODEL: 'x' } },
    );
    assert.ok(report.end.kind === 'died');
    assert.match(report.end.detail, said);
    assert.deepEqual(outcomes, [
      'passed a.test.js::first',
      'crashed a.test.js::killed',
      'not-run a.test.js::last',
      'failed b.test.js::looks around and forges',
    ]);
  });
}

/** Declares, for each cause, the test of a project in which the runner cannot start. */
export function namesWhatInstallsTheRunner(
  runner: ScriptRunner,
  causes: readonly { readonly cause: string; readonly files: Files; readonly said: RegExp; readonly install: string }[],
): void {
  for (const { cause, files, said, install } of causes) {
    it(`does not start when ${runner.name} ${cause}, and names the command that mends it`, async () => {
      const { report } = await realRun({ 'package.json': runner.project, ...files, 'a.test.js': '' });
      assert.ok(report.end.kind === 'not-started' && report.end.problem.kind === 'runner-missing');
      assert.equal(report.end.problem.runner, runner.name);
      assert.match(report.end.problem.detail, said);
      assert.equal(report.end.problem.install, install);
    });
  }
}
