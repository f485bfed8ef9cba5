import assert from 'node:assert/strict';
import { CliRunner } from '../kit/cliRunner';
import type { RunningCli } from '../kit/cliRunnerProcess';
import { processesEnd } from '../kit/cliRunnerProcessGone';
import type { RunningFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import { startFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import { writeOwnSettings } from '../kit/ownState';
import type { WorkspaceBuilder } from '../kit/workspaceBuilder';
import { HangingTests } from './hangingTests';
import { ESCALATION, escalationProject, recording, SHOP, shopProject } from './projects';

const SLOW_RETRIES = 'retry:\n  base_delay_seconds: 600\n  max_delay_seconds: 600\n';

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
    project = await shopProject({ '.agentforge/generation.yaml': '' });
    writeOwnSettings(SLOW_RETRIES, project.root);
    api.error(529, { headers: { 'retry-after': '200' } });
    const running = startRed();
    await running.until(/asking again in 200 s, request 2 of at most 3: .*overloaded/);
    await assertCancelled(running);
    assert.equal(api.requests.length, 1);
  });

  describe('while tests run', () => {
    let hanging: HangingTests;

    beforeEach(async () => {
      hanging = await HangingTests.prepare();
    });

    afterEach(() => hanging.dispose());

    async function assertEnded(running: RunningCli): Promise<void> {
      const processes = await Promise.race([
        hanging.processes(),
        running.ended.then(({ stderr }) => assert.fail(stderr)),
      ]);
      await assertCancelled(running);
      await processesEnd(processes);
    }

    it('the new tests of RED; then it can be done again', async () => {
      project = await shopProject();
      api.answer(hanging.javascriptAnswer);
      const running = startRed();
      await assertEnded(running);
      assert.match((await running.ended).stdout, /^ {2}undone {4}test\/cart\.test\.js as before$/m);
      await reach('red');
    });

    it('with pytest, and the folders that were made for the tests go too', async () => {
      project = await escalationProject();
      api.answer(hanging.pythonAnswer);
      await assertEnded(
        start('generate', '--spec', ESCALATION, '--component', 'escalation_domain', '--phase', 'red', '--yes'),
      );
    });

    it('before the change', async () => {
      project = await shopProject({ 'test/cart.test.js': hanging.javascript });
      await assertEnded(startRed());
      assert.equal(api.requests.length, 0);
    });

    it('in GREEN: the file is as it was before GREEN', async () => {
      project = await shopProject();
      await reach('red');
      api.answer(recording('green').replace('let sum = 0;', hanging.hangingStatements));
      await assertEnded(start('tdflow', 'green', '--yes'));
    });

    it('in VERIFY', async () => {
      project = await shopProject({ 'test/cart.test.js': hanging.javascript });
      await assertEnded(start('tdflow', 'verify', '--spec', SHOP, '--component', 'cart'));
    });
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
});
