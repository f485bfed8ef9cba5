import assert from 'node:assert/strict';
import { CliRunner } from '../kit/cliRunner';
import type { CliResult } from '../kit/cliRunnerProcess';
import type { RunningFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import { startFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import type { WorkspaceBuilder } from '../kit/workspaceBuilder';
import { recording, SHOP, shopProject } from './projects';

const RED = ['generate', '--spec', SHOP, '--component', 'cart', '--phase', 'red', '--yes'];
const SECRETS = '.agentforge/secrets.yaml';

describe('where the terminal finds the key', () => {
  let api: RunningFakeMessages;
  let project: WorkspaceBuilder;

  beforeEach(async () => {
    api = await startFakeMessages();
    project = await shopProject();
  });

  afterEach(async () => {
    await project.dispose();
    await api.close();
  });

  function run(args: readonly string[], env: Readonly<Record<string, string>> = {}, stdin = ''): Promise<CliResult> {
    return new CliRunner(project.root, { ANTHROPIC_BASE_URL: api.url, ...env }).run(args, { stdin });
  }

  it('.agentforge/secrets.yaml: used with a warning, hidden from git, and no address is taken from it', async () => {
    await project.write(SECRETS, 'anthropic_api_key: sk-ant-from-file\nbase_url: http://127.0.0.1:1\n');
    api.answer(recording('red'));
    const { code, stderr } = await run(RED);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /The API key is read from \.agentforge\/secrets\.yaml, in plain text/);
    assert.match(stderr, /line 2 has no effect: only keys are read from this file/);
    assert.equal(api.request().key, 'sk-ant-from-file');
    assert.doesNotMatch(await project.git('status', '--porcelain', '-uall'), /secrets/);
  });

  it('a file that git tracks is refused with what to do, and nothing is sent', async () => {
    await project.write(SECRETS, 'anthropic_api_key: sk-ant-from-file\n');
    await project.git('add', '--force', SECRETS);
    const { code, stderr } = await run(RED);
    assert.equal(code, 2);
    assert.match(stderr, /No key is read from \.agentforge\/secrets\.yaml: git tracks the file.*\n.*git rm --cached/);
    assert.equal(api.requests.length, 0);
    await project.git('rm', '--cached', '-q', SECRETS);
  });

  it('the environment comes before the file, and standard input before both', async () => {
    await project.write(SECRETS, 'anthropic_api_key: sk-ant-from-file\n');
    api.error(400);
    await run(RED, { ANTHROPIC_API_KEY: 'sk-ant-from-env' });
    assert.equal(api.request().key, 'sk-ant-from-env');
    api.error(400);
    await run([...RED, '--key-stdin'], { ANTHROPIC_API_KEY: 'sk-ant-from-env' }, 'sk-ant-from-input\nmore\n');
    assert.equal(api.request().key, 'sk-ant-from-input');
  });

  it('standard input without a key is said', async () => {
    const { code, stderr } = await run([...RED, '--key-stdin'], { ANTHROPIC_API_KEY: 'sk-ant-from-env' }, '\n');
    assert.equal(code, 2);
    assert.match(stderr, /Standard input holds no API key/);
    assert.equal(api.requests.length, 0);
  });

  it('a key that is refused is named by where it came from', async () => {
    api.error(401, { message: 'invalid x-api-key' });
    const { stderr } = await run([...RED, '--key-stdin'], {}, 'sk-ant-from-input');
    assert.match(stderr, /The API key was refused: 401 .*\(it comes from the key that you gave\)/);
    assert.doesNotMatch(stderr, /sk-ant/);
  });

  it('at a terminal the key is asked for and not shown', async () => {
    api.answer(recording('red'));
    const running = new CliRunner(project.root, { ANTHROPIC_BASE_URL: api.url }).atTerminal([...RED, '--key-stdin']);
    await running.until(/API key \(it is not shown, and kept nowhere\): /);
    running.type('sk-ant-typed-key\r');
    const { code, stdout } = await running.ended;
    assert.equal(code, 0, stdout);
    assert.equal(api.request().key, 'sk-ant-typed-key');
    assert.doesNotMatch(stdout, /typed-key/);
    for (const file of await project.ownFiles()) assert.doesNotMatch(await project.text(file), /typed-key/);
  });
});
