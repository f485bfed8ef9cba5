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

  it('a key in quotes is sent nowhere, and what is wrong with it is said', async () => {
    const { code, stderr } = await run(RED, { ANTHROPIC_API_KEY: '"sk-proj-planted-0123456789"' });
    assert.equal(code, 3);
    assert.match(
      stderr,
      /It looks like something in quotes: give only what is between them.*sent nowhere.*ANTHROPIC_API_KEY/,
    );
    assert.doesNotMatch(stderr, /planted/);
    assert.equal(api.requests.length, 0);
  });

  it('a key beside the file is used, and the file is hidden from git and warned of all the same', async () => {
    await project.write(SECRETS, 'anthropic_api_key: sk-ant-from-file\n');
    api.answer(recording('red'));
    const { code, stderr } = await run(RED, { ANTHROPIC_API_KEY: 'sk-ant-from-env' });
    assert.equal(code, 0, stderr);
    assert.match(stderr, /in plain text in \.agentforge\/secrets\.yaml is not used: ANTHROPIC_API_KEY comes before it/);
    assert.doesNotMatch(await project.git('status', '--porcelain', '-uall'), /secrets/);
  });

  it('two that would read standard input are refused, and the key goes into no prompt', async () => {
    for (const more of [
      ['--fix', '-'],
      ['--provider', 'recorded', '--recording', '-'],
    ]) {
      const { code, stdout, stderr } = await run(
        [...RED, ...more, '--key-stdin'],
        {},
        'sk-ant-planted\nAssertionError\n',
      );
      assert.equal(code, 2);
      assert.match(
        stderr,
        /Standard input can be read once, and --(?:fix|recording) - and --key-stdin would both read it/,
      );
      assert.doesNotMatch(stdout + stderr, /planted/);
    }
    await project.assertUntouched();
  });

  describe('of the list of models', () => {
    it('a file that git tracks is refused, and is not "no key"', async () => {
      await project.write(SECRETS, 'anthropic_api_key: sk-ant-from-file\n');
      await project.git('add', '--force', SECRETS);
      const { code, stderr } = await run(['models']);
      assert.equal(code, 2);
      assert.match(stderr, /git tracks the file/);
      assert.doesNotMatch(stderr, /There is no key/);
      await project.git('rm', '--cached', '-q', SECRETS);
    });

    it('a key in a file is warned of, and an empty standard input is said', async () => {
      await project.write(SECRETS, 'anthropic_api_key: sk-ant-from-file\n');
      assert.match((await run(['models'])).stderr, /read from \.agentforge\/secrets\.yaml, in plain text/);
      const { code, stderr } = await run(['models', '--key-stdin'], {}, '\n');
      assert.equal(code, 2);
      assert.match(stderr, /Standard input holds no API key/);
    });
  });

  describe('without a key', () => {
    const lines = (text: string) => text.trimEnd().split('\n');

    it('ends with the short reason and every way on; the prompt is in a file, and its answer finds its way back', async () => {
      const { code, stdout, stderr } = await run(RED);
      assert.equal(code, 2);
      assert.equal(stdout, '', 'the prompt is not poured on the screen');
      assert.ok(lines(stderr).length <= 6, stderr);
      assert.equal(lines(stderr).at(-4), 'error  There is no API key, so no model was called.');
      for (const way of [
        'ANTHROPIC_API_KEY',
        '--key-stdin',
        '.agentforge/secrets.yaml',
        '--provider',
        '--provider manual',
      ])
        assert.ok(stderr.includes(way), way);
      const [, file = ''] = /The prompt is in (\S+prompt\.md)/.exec(stderr) ?? [];
      const prompt = await project.text(file);
      assert.match(prompt, /<specification>[\s\S]*- name: cart/);
      const [line = ''] = /AgentForge prompt [0-9a-f]{12}/.exec(prompt) ?? [];
      const taken = await run(['parse-response', '-', '--yes'], {}, `${line}\n${recording('red')}`);
      assert.equal(taken.code, 0, taken.stderr);
      assert.match(taken.stdout, /RED reached/);
    });

    it('says the same to a program', async () => {
      const { code, stdout } = await run([...RED, '--json']);
      assert.equal(code, 2);
      const events = lines(stdout).map((line) => JSON.parse(line));
      assert.deepEqual(
        events.map(({ event }) => event),
        ['problem'],
      );
      assert.match(events[0].problem.promptPath, /prompt\.md$/);
      assert.match(events[0].remedy, /--key-stdin/);
    });

    it('names the key of the service that was chosen', async () => {
      const { code, stderr } = await run([...RED, '--provider', 'openai'], {
        OPENAI_BASE_URL: 'https://models.example/v1',
        AGENTFORGE_MODEL: 'm',
      });
      assert.equal(code, 2);
      assert.match(stderr, /Set OPENAI_API_KEY, .*openai_api_key/);
      assert.doesNotMatch(stderr, /ANTHROPIC_API_KEY/);
    });

    it('--provider manual and --dry-run print the prompt', async () => {
      for (const more of [['--provider', 'manual'], ['--dry-run']]) {
        const { code, stdout } = await run([...RED.slice(0, -1), ...more]);
        assert.equal(code, 0);
        assert.match(stdout, /<specification>/);
      }
    });
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
