import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { CliRunner } from '../kit/cliRunner';
import type { RunningCli } from '../kit/cliRunnerProcess';
import { processIsGone } from '../kit/cliRunnerProcessGone';
import { scratchFolder } from '../kit/editor/scratchFolder';
import type { RunningFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import { startFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import type { WorkspaceBuilder } from '../kit/workspaceBuilder';
import { fileAppears } from '../kit/workspaceBuilderFile';
import { HANGING_JAVASCRIPT, HANGS, hangingPython } from './hangingTests';
import { ESCALATION, escalationProject, recording, SHOP, shopProject } from './projects';

const SLOW_RETRIES = { '.agentforge/generation.yaml': 'retry:\n  base_delay_seconds: 600\n  max_delay_seconds: 600\n' };

describe('Ctrl-C at any moment: exit code 130, nothing left behind, no process left', () => {
  let api: RunningFakeMessages;
  let project: WorkspaceBuilder;

  beforeEach(async () => {
    api = await startFakeMessages();
  });

  afterEach(async () => {
    await project.dispose();
    await api.close();
  });

  function start(...args: readonly string[]): RunningCli {
    return new CliRunner(project.root, { ANTHROPIC_API_KEY: 'sk-test', ANTHROPIC_BASE_URL: api.url }).start(args);
  }

  function startRed(...args: readonly string[]): RunningCli {
    return start('generate', '--spec', SHOP, '--component', 'cart', '--phase', 'red', '--yes', ...args);
  }

  async function assertCancelled(running: RunningCli, signal: NodeJS.Signals = 'SIGINT'): Promise<void> {
    running.signal(signal);
    const { code, stderr } = await running.ended;
    assert.equal(code, 130, stderr);
    assert.match(stderr, /Cancelled\. Everything is as it was\./);
    assert.doesNotMatch(stderr, /error/);
    await project.assertUntouched();
  }

  /** The two processes of a hanging test. */
  async function hanging(running: RunningCli): Promise<readonly number[]> {
    const [, ...pids] = await running.until(HANGS);
    for (const pid of pids) assert.equal(processIsGone(Number(pid)), false);
    return pids.map(Number);
  }

  async function reach(phase: string): Promise<void> {
    const { code, stderr } = await start(
      'tdflow',
      phase,
      '--spec',
      SHOP,
      '--component',
      'cart',
      '--provider',
      'recorded',
      '--yes',
    ).ended;
    assert.equal(code, 0, stderr);
    await project.commit();
  }

  it('while the model has not answered yet', async () => {
    project = await shopProject();
    const exchange = api.stall();
    const running = startRed();
    await exchange.received;
    await assertCancelled(running);
    assert.equal(await exchange.closed, 'hung-up');
    assert.equal(api.requests.length, 1);
  });

  it('while the model streams', async () => {
    project = await shopProject();
    const exchange = api.answer(recording('red'), { gates: [700] });
    const running = startRed();
    await exchange.paused();
    await assertCancelled(running);
    assert.equal(await exchange.closed, 'hung-up');
    assert.equal(api.requests.length, 1);
  });

  it('while a retry is waited for', async () => {
    project = await shopProject(SLOW_RETRIES);
    api.error(529);
    const running = startRed();
    await running.until(/attempt 2 of 3 in 600 s: .*overloaded/);
    await assertCancelled(running);
    assert.equal(api.requests.length, 1);
  });

  it('while the new tests run', async () => {
    project = await shopProject();
    api.answer(HANGING_JAVASCRIPT);
    const running = startRed('--verbose');
    const processes = await hanging(running);
    await assertCancelled(running);
    for (const pid of processes) assert.ok(processIsGone(pid));
    assert.match((await running.ended).stdout, /^ {2}undone {4}test\/cart\.test\.js as before$/m);
  });

  it('while pytest runs, and the folders that were made for the tests go too', async () => {
    project = await escalationProject();
    const { folder, remove } = await scratchFolder('hanging');
    const file = path.join(folder, 'pids');
    api.answer(hangingPython(file));
    const running = start(
      ...['generate', '--spec', ESCALATION, '--component', 'escalation_domain', '--phase', 'red', '--yes'],
    );
    await fileAppears(file);
    const processes = (await readFile(file, 'utf8')).split(' ').map(Number);
    for (const pid of processes) assert.equal(processIsGone(pid), false);
    await assertCancelled(running);
    for (const pid of processes) assert.ok(processIsGone(pid));
    await remove();
  });

  it('while the tests run before a change', async () => {
    project = await shopProject({ 'test/cart.test.js': HANGING_JAVASCRIPT.split('\n').slice(1, -2).join('\n') });
    const running = startRed('--verbose');
    const processes = await hanging(running);
    await assertCancelled(running);
    for (const pid of processes) assert.ok(processIsGone(pid));
    assert.equal(api.requests.length, 0);
  });

  it('while GREEN runs the tests: the file is as it was before GREEN', async () => {
    project = await shopProject();
    await reach('red');
    api.answer(
      recording('green').replace(
        'let sum = 0;',
        'console.log(`hangs in ${process.pid} and ${process.pid}`); for (;;);',
      ),
    );
    const running = start('tdflow', 'green', '--yes', '--verbose');
    const processes = await hanging(running);
    await assertCancelled(running);
    for (const pid of processes) assert.ok(processIsGone(pid));
  });

  it('while VERIFY runs the tests', async () => {
    project = await shopProject({ 'test/cart.test.js': HANGING_JAVASCRIPT.split('\n').slice(1, -2).join('\n') });
    const running = start('tdflow', 'verify', '--spec', SHOP, '--component', 'cart', '--verbose');
    const processes = await hanging(running);
    await assertCancelled(running);
    for (const pid of processes) assert.ok(processIsGone(pid));
  });

  it('a polite end by another program is a cancel too', async () => {
    project = await shopProject();
    const exchange = api.answer(recording('red'), { gates: [700] });
    const running = startRed();
    await exchange.paused();
    await assertCancelled(running, 'SIGTERM');
  });

  it('--json tells it as the outcome', async () => {
    project = await shopProject();
    const exchange = api.answer(recording('red'), { gates: [700] });
    const running = startRed('--json');
    await exchange.paused();
    running.signal('SIGINT');
    const { code, stdout, stderr } = await running.ended;
    assert.equal(code, 130);
    assert.equal(stderr, '');
    assert.deepEqual(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? ''), {
      event: 'outcome',
      outcome: 'cancelled',
      exitCode: 130,
    });
  });

  it('what was cancelled can be done again', async () => {
    project = await shopProject();
    api.answer(HANGING_JAVASCRIPT);
    const running = startRed('--verbose');
    await hanging(running);
    await assertCancelled(running);
    await reach('red');
  });
});
