import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { CliRunner } from '../kit/cliRunner';
import { startFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import { TemporaryWorkspace } from '../kit/temporaryWorkspace';
import type { WorkspaceBuilder } from '../kit/workspaceBuilder';
import { recording, SHOP, shopProject } from './projects';

const KEY = 'sk-ant-secret-4711-secret';
const RED = ['generate', '--spec', SHOP, '--component', 'cart', '--phase', 'red', '--yes', '--json'];
const WRONG = recording('red').replaceAll('assert.', 'nothing.');

describe('a recorded run', () => {
  let state: TemporaryWorkspace;
  const projects: WorkspaceBuilder[] = [];

  beforeEach(async () => {
    state = await TemporaryWorkspace.make();
  });

  afterEach(async () => {
    for (const project of projects.splice(0)) await project.dispose();
    await state.dispose();
  });

  async function open(): Promise<WorkspaceBuilder> {
    const project = await shopProject();
    projects.push(project);
    return project;
  }

  /** What happened, without what differs from run to run by its nature. */
  function gist(stdout: string) {
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const told = events.filter(({ event }) => ['verdict', 'outcome', 'changes', 'proposed'].includes(event));
    const times =
      /"(?:at|durationMs|startedAt|attempt)":(?:"[^"]*"|[\d.]+)|tdflow_\w+|\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?|[\d.]+ ?ms/g;
    return told.map((event) => JSON.stringify(event).replace(times, ''));
  }

  it('replays without a model: the same change set, the same verdict, broken stream and repair included', async () => {
    const api = await startFakeMessages();
    const [first, second] = [await open(), await open()];
    const env = { XDG_STATE_HOME: state.root };
    try {
      api.errorEvent('half', { message: 'overloaded' });
      api.answer(WRONG, { deltas: [7, 13] });
      api.answer(recording('red'), { deltas: [5, 11, 1] });
      const online = new CliRunner(first.root, { ...env, ANTHROPIC_API_KEY: KEY, ANTHROPIC_BASE_URL: api.url });
      const run = await online.run([...RED, '--record', 'run.jsonl']);
      assert.equal(run.code, 0, run.stderr + run.stdout.slice(-2000));
      const text = await first.text('run.jsonl');
      assert.equal((await stat(first.path('run.jsonl'))).mode & 0o777, 0o600);
      assert.doesNotMatch(text, /4711|<instructions>/);

      await second.write('run.jsonl', text);
      const offline = new CliRunner(second.root, env);
      const replayed = await offline.run([...RED, '--provider', 'recorded', '--recording', 'run.jsonl']);
      assert.equal(replayed.code, 0, replayed.stderr + replayed.stdout.slice(-2000));
      assert.deepEqual(gist(replayed.stdout), gist(run.stdout));
      assert.ok(gist(run.stdout).length > 0);
      const withoutDates = (file: string) => file.replace(/^.*Date: .*$/m, '');
      assert.equal(
        withoutDates(await second.text('test/cart.test.js')),
        withoutDates(await first.text('test/cart.test.js')),
      );
    } finally {
      await api.close();
    }
  });

  it('costs nothing to replay: no cap of money ends it, and nothing of it is booked', async () => {
    const api = await startFakeMessages();
    const [first, second] = [await open(), await open()];
    const env = { XDG_STATE_HOME: state.root };
    const args = RED.filter((arg) => arg !== '--json');
    try {
      api.answer('Which currency?', { usage: { input: 5_000, output: 2_000 } });
      api.answer(recording('red'), { usage: { input: 5_000, output: 2_000 } });
      const online = new CliRunner(first.root, { ...env, ANTHROPIC_API_KEY: KEY, ANTHROPIC_BASE_URL: api.url });
      assert.equal((await online.run([...args, '--record', 'run.jsonl'])).code, 0);
      assert.match((await online.run(['tdflow', 'cost'])).stdout, /RED +\$0\.0600 in 2 attempts/);
      await second.write('run.jsonl', await first.text('run.jsonl'));
    } finally {
      await api.close();
    }
    const offline = new CliRunner(second.root, env);
    const replay = ['--provider', 'recorded', '--recording', 'run.jsonl', '--max-cost', '0.01'];
    const { code, stdout, stderr } = await offline.run([...args, ...replay]);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /replayed recording, no model was called\n.*5,000 tokens in, 2,000 out, nothing was paid\n/);
    assert.doesNotMatch(stdout, /\$\d|price not known/);
    assert.match((await offline.run(['tdflow', 'cost'])).stdout, /RED +\$0\.00 in 2 attempts/);
    assert.match((await offline.run(['log'])).stdout, /\$0\.00 /);
    assert.doesNotMatch((await offline.run(['log'])).stdout, /\$0\.03/);
  });

  it('can be one of an answer that a person brought', async () => {
    const [first, second] = [await open(), await open()];
    const env = { XDG_STATE_HOME: state.root };
    const args = ['parse-response', '-', '--spec', SHOP, '--component', 'cart', '--phase', 'red', '--yes'];
    const wrong = await new CliRunner(first.root, env).run([...args, '--record', 'run.jsonl'], { stdin: WRONG });
    assert.equal(wrong.code, 1, wrong.stderr);
    assert.match(wrong.stderr, /Recorded in run\.jsonl/);
    await second.write('run.jsonl', await first.text('run.jsonl'));
    const replay = ['--provider', 'recorded', '--recording', 'run.jsonl', '--attempts', '1'];
    const replayed = await new CliRunner(second.root, env).run([...RED, ...replay]);
    assert.equal(replayed.code, 1, replayed.stderr);
    assert.match(replayed.stdout, /nothing is not defined/);
  });

  it('is not written over a file that is there, and the run goes on', async () => {
    const project = await open();
    const cli = new CliRunner(project.root, { XDG_STATE_HOME: state.root });
    await project.write('mine.txt', 'mine');
    const args = RED.filter((arg) => arg !== '--json');
    const { code, stderr } = await cli.run([...args, '--provider', 'recorded', '--record', 'mine.txt']);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /mine\.txt is there already, so nothing was recorded/);
    assert.equal(await project.text('mine.txt'), 'mine');
  });

  it('that cannot be read or replayed is said', async () => {
    const project = await open();
    const cli = new CliRunner(project.root, { XDG_STATE_HOME: state.root });
    const replay = (file: string) => cli.run([...RED.slice(0, -1), '--provider', 'recorded', '--recording', file]);
    assert.match((await replay('none.jsonl')).stderr, /none\.jsonl cannot be read/);
    await project.write('bad.jsonl', '{}');
    const { code, stderr } = await replay('bad.jsonl');
    assert.equal(code, 2);
    assert.match(stderr, /bad\.jsonl cannot be replayed: it is no recording of this version\./);
  });
});
