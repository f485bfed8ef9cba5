import assert from 'node:assert/strict';
import { CliRunner } from '../kit/cliRunner';
import type { RunningFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import { startFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import { TemporaryWorkspace } from '../kit/temporaryWorkspace';
import type { WorkspaceBuilder } from '../kit/workspaceBuilder';
import { recording, SHOP, shopProject } from './projects';

const RED = ['generate', '--spec', SHOP, '--component', 'cart', '--phase', 'red', '--yes'];

describe('what the terminal does when not everything can be done', () => {
  let api: RunningFakeMessages;
  let project: WorkspaceBuilder;
  let state: TemporaryWorkspace;
  let cli: CliRunner;

  beforeEach(async () => {
    api = await startFakeMessages();
    project = await shopProject();
    state = await TemporaryWorkspace.make();
    cli = new CliRunner(project.root, {
      ANTHROPIC_API_KEY: 'sk-ant-secret-4711-secret',
      ANTHROPIC_BASE_URL: api.url,
      XDG_STATE_HOME: state.root,
    });
  });

  afterEach(async () => {
    await project.dispose();
    await state.dispose();
    await api.close();
  });

  it('rate-limited, in a pipe: the answer comes, is kept, and is not written; the exit code is 4', async () => {
    api.error(429);
    api.answer(recording('red'));
    const { code, stderr } = await cli.run(RED);
    assert.equal(code, 4, stderr);
    assert.match(stderr, /Rate-limited: the service limits this key\./);
    const [, file = ''] = /Look at the answer in (\S+), and give it to agentforge parse-response/.exec(stderr) ?? [];
    await project.assertUntouched();
    const args = ['parse-response', file, '--spec', SHOP, '--component', 'cart', '--phase', 'red', '--yes'];
    const taken = await cli.run(args);
    assert.equal(taken.code, 0, taken.stderr);
    assert.match(taken.stdout, /RED reached/);
  });

  it('rate-limited, at a terminal: each file is asked about although --yes is given', async () => {
    api.error(429);
    api.answer(recording('red'));
    const running = cli.atTerminal(RED);
    await running.until(/Accept test\/cart\.test\.js\?/);
    running.type('y\n');
    const { code, stdout } = await running.ended;
    assert.equal(code, 0, stdout);
    assert.match(stdout, /RED reached/);
  });

  it('overloaded is no limit of the key', async () => {
    api.error(529);
    api.answer(recording('red'));
    assert.equal((await cli.run(RED)).code, 0);
  });

  it('offline: said, the prompt is kept, and how to go on', async () => {
    const offline = new CliRunner(project.root, {
      ANTHROPIC_API_KEY: 'sk-ant-secret-4711-secret',
      ANTHROPIC_BASE_URL: 'http://127.0.0.1:1',
      XDG_STATE_HOME: state.root,
    });
    const { code, stderr } = await offline.run(RED);
    assert.equal(code, 3);
    assert.match(stderr, /Offline: the service cannot be reached\./);
    assert.match(stderr, /give the prompt in \.agentforge\/history\/\S+prompt\.md to a model by hand/);
  });

  it('the exit code is documented', async () => {
    assert.match((await cli.run(['--help'])).stdout, /^ {2}4 +the service limits the key/m);
  });
});
