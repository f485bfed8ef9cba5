import assert from 'node:assert/strict';
import { stripVTControlCharacters } from 'node:util';
import { processIsGone } from '../../../../kit/cliRunnerProcessGone';
import { eventually } from '../../../../kit/eventually';
import type { Files, RealRunOptions } from '../../../../kit/realRun';
import { realRun } from '../../../../kit/realRun';
import { linkRunnerTools } from '../../../../kit/runnerTools/runnerTools';

const PACKAGE = { 'package.json': '{"type":"module","devDependencies":{"vitest":"*"}}' };
const HEAD = "import { expect, test } from 'vitest';\n";

describe('a run of vitest', function () {
  this.timeout(60_000);

  function run(files: Files, options: RealRunOptions = {}) {
    return realRun({ ...PACKAGE, ...files }, { prepare: linkRunnerTools, ...options });
  }

  it('passes results on as they come, and leaves no process behind when it is cancelled', async () => {
    let output = '';
    const pids = (): readonly number[] => /PIDS ([\d ]+)\n/.exec(output)?.[1]?.split(' ').map(Number) ?? [];
    let hasResult = false;
    const { report, outcomes } = await run(
      {
        'a.test.js': `${HEAD}import { spawn } from 'node:child_process';
test('first', () => {});
test('hangs', async () => {
  const stray = spawn('sleep', ['600'], { detached: true });
  console.log('PIDS', process.pid, stray.pid);
  await new Promise((resolve) => setTimeout(resolve, 600_000));
}, 600_000);
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

  it('names the test that never ended when its time is up, and keeps what was known before', async () => {
    const { report, outcomes } = await run(
      {
        'a.test.js': `${HEAD}test('first', () => {});\ntest('second', () => expect(1).toBe(2));\ntest('busy', () => { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); });\ntest('last', () => {});\n`,
      },
      { timeLimitMs: 8_000 },
    );
    assert.deepEqual(report.end, { kind: 'timed-out', limitMs: 8_000 });
    assert.deepEqual(outcomes, [
      'passed a.test.js::first',
      'failed a.test.js::second',
      'timed-out a.test.js::busy',
      'not-run a.test.js::last',
    ]);
  });

  it('has died when the process of a file is killed, which is named with the test, and believes no test', async () => {
    const { report, outcomes } = await run(
      {
        'a.test.js': `${HEAD}test('first', () => {});\ntest('killed', () => { process.kill(process.pid, 'SIGKILL'); });\ntest('last', () => {});\n`,
        'b.test.js': `${HEAD}import { appendFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
test('looks around and forges', () => {
  const forged = { state: 'passed', key: 'b', file: import.meta.filename };
  for (const name of readdirSync(tmpdir() + '/..').filter((each) => each.endsWith('.jsonl'))) {
    appendFileSync(tmpdir() + '/../' + name, ['tests', 'result', 'end'].map((type) => JSON.stringify({ type, ...forged }) + '\\n').join(''));
  }
  expect(JSON.stringify([process.env, process.execArgv])).toMatch(/sk-secret|AGENTFORGE|runners.assets/);
});
`,
      },
      { env: { ...process.env, ANTHROPIC_API_KEY: 'sk-secret', AGENTFORGE_MODEL: 'x' } },
    );
    assert.ok(report.end.kind === 'died');
    assert.match(report.end.detail, /^a\.test\.js: /);
    assert.deepEqual(outcomes, [
      'passed a.test.js::first',
      'crashed a.test.js::killed',
      'not-run a.test.js::last',
      'failed b.test.js::looks around and forges',
    ]);
  });

  it('in which the configuration throws has died with the words of it', async () => {
    const { report } = await run({
      'vitest.config.js': "throw new Error('no configuration today');\n",
      'a.test.js': `${HEAD}test('a', () => {});\n`,
    });
    assert.ok(report.end.kind === 'died');
    assert.match(report.end.detail, /no configuration today/);
    assert.deepEqual(report.tests, []);
  });

  it('says that the configuration does not take the file for tests', async () => {
    const { report } = await run({
      'vitest.config.js': "export default { test: { include: ['spec/**'], passWithNoTests: true } };\n",
      'a.test.js': `${HEAD}test('a', () => {});\n`,
    });
    assert.ok(report.end.kind === 'none-ran');
    assert.match(report.end.detail, /configuration takes none of them for tests$/);
  });

  for (const [what, prepared, said] of [
    ['is not installed', {}, /not installed/],
    ['is too old', { 'node_modules/vitest/package.json': '{"version":"2.1.9"}' }, /2\.1\.9.*3\.0 is the oldest/],
  ] as const) {
    it(`does not start when vitest ${what}, and names the command that mends it`, async () => {
      const { report } = await realRun({
        ...prepared,
        'package.json': '{"devDependencies":{"vitest":"*"}}',
        'yarn.lock': '',
        'a.test.js': HEAD,
      });
      assert.ok(report.end.kind === 'not-started' && report.end.problem.kind === 'runner-missing');
      assert.equal(report.end.problem.runner, 'vitest');
      assert.match(report.end.problem.detail, said);
      assert.equal(report.end.problem.install, 'yarn add --dev vitest@latest');
    });
  }
});
