import assert from 'node:assert/strict';
import { stripVTControlCharacters } from 'node:util';
import { processIsGone } from '../../../../kit/cliRunnerProcessGone';
import { eventually } from '../../../../kit/eventually';
import type { Files, RealRunOptions } from '../../../../kit/realRun';
import { realRun } from '../../../../kit/realRun';
import { linkRunnerTools } from '../../../../kit/runnerTools/runnerTools';

const PACKAGE = { 'package.json': '{"devDependencies":{"jest":"*"}}' };

describe('a run of jest', function () {
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
        'a.test.js': `
test('first', () => {});
test('hangs', async () => {
  const stray = require('node:child_process').spawn('sleep', ['600'], { detached: true });
  process.stderr.write('PIDS ' + process.pid + ' ' + stray.pid + '\\n');
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
        'a.test.js':
          "test('first', () => {});\ntest('second', () => expect(1).toBe(2));\ntest('busy', () => { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); });\ntest('last', () => {});\n",
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

  it('has died, and names the test, when a test ends the process with code 0', async () => {
    const { report, outcomes } = await run({
      'a.test.js': "test('first', () => {});\ntest('exits', () => process.exit(0));\ntest('last', () => {});\n",
    });
    assert.ok(report.end.kind === 'died');
    assert.match(report.end.detail, /^jest ended with exit code 0/);
    assert.deepEqual(outcomes, ['passed a.test.js::first', 'crashed a.test.js::exits', 'not-run a.test.js::last']);
  });

  it('has died when the process of a file is killed, which is named with the test, and believes no test', async () => {
    const { report, outcomes } = await run(
      {
        'jest.config.js': 'module.exports = { maxWorkers: 2 };\n',
        'a.test.js':
          "test('first', () => {});\ntest('killed', () => { process.kill(process.pid, 'SIGKILL'); });\ntest('last', () => {});\n",
        'b.test.js': `
const { appendFileSync, readdirSync } = require('node:fs');
const above = require('node:os').tmpdir() + '/..';
test('looks around and forges', () => {
  const forged = { state: 'passed', key: __filename + ':0', file: __filename };
  for (const name of readdirSync(above).filter((each) => each.endsWith('.jsonl'))) {
    appendFileSync(above + '/' + name, ['tests', 'result', 'end'].map((type) => JSON.stringify({ type, ...forged }) + '\\n').join(''));
  }
  expect(JSON.stringify([process.env, process.execArgv])).toMatch(/sk-secret|AGENTFORGE|runners.assets/);
});
`,
      },
      { env: { ...process.env, ANTHROPIC_API_KEY: 'sk-secret', AGENTFORGE_MODEL: 'x' } },
    );
    assert.ok(report.end.kind === 'died');
    assert.match(report.end.detail, /^a\.test\.js: .*SIGKILL/);
    assert.deepEqual(outcomes, [
      'passed a.test.js::first',
      'crashed a.test.js::killed',
      'not-run a.test.js::last',
      'failed b.test.js::looks around and forges',
    ]);
  });

  it('in which the configuration throws has died with the words of it', async () => {
    const { report } = await run({
      'jest.config.js': "throw new Error('no configuration today');\n",
      'a.test.js': "test('a', () => {});\n",
    });
    assert.ok(report.end.kind === 'died');
    assert.match(report.end.detail, /no configuration today/);
    assert.deepEqual(report.tests, []);
  });

  it('says that the configuration does not take the file for tests', async () => {
    const { report } = await run({
      'jest.config.js': "module.exports = { testMatch: ['**/spec/**'] };\n",
      'a.test.js': "test('a', () => {});\n",
    });
    assert.ok(report.end.kind === 'none-ran');
    assert.match(report.end.detail, /configuration takes none of them for tests$/);
  });

  for (const [what, prepared, said] of [
    ['is not installed', {}, /not installed/],
    ['is too old', { 'node_modules/jest/package.json': '{"version":"28.1.3"}' }, /28\.1\.3.*29\.4 is the oldest/],
  ] as const) {
    it(`does not start when jest ${what}, and names the command that mends it`, async () => {
      const { report } = await realRun({ ...PACKAGE, ...prepared, 'a.test.js': '' });
      assert.ok(report.end.kind === 'not-started' && report.end.problem.kind === 'runner-missing');
      assert.equal(report.end.problem.runner, 'jest');
      assert.match(report.end.problem.detail, said);
      assert.equal(report.end.problem.install, 'npm install --save-dev jest@latest');
    });
  }
});
