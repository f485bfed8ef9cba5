import assert from 'node:assert/strict';
import { CliRunner } from '../kit/cliRunner';
import type { CliResult } from '../kit/cliRunnerProcess';
import type { RunningFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import { startFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import type { RunningFakeOpenAi } from '../kit/fakeOpenAi/startFakeOpenAi';
import { startFakeOpenAi } from '../kit/fakeOpenAi/startFakeOpenAi';
import type { WorkspaceBuilder } from '../kit/workspaceBuilder';
import { recording, SHOP, shopProject } from './projects';

const KEY = 'sk-openai-secret-4711-secret';
const MODEL = 'tiny-coder';
const RED = ['generate', '--spec', SHOP, '--component', 'cart', '--phase', 'red', '--yes'];

describe('an OpenAI-compatible server', () => {
  let api: RunningFakeOpenAi;
  let project: WorkspaceBuilder;

  beforeEach(async () => {
    api = await startFakeOpenAi();
    project = await shopProject();
  });

  afterEach(async () => {
    await project.dispose();
    await api.close();
  });

  function run(env: Readonly<Record<string, string | undefined>> = {}, args = RED): Promise<CliResult> {
    const usual = { AGENTFORGE_PROVIDER: 'openai', AGENTFORGE_MODEL: MODEL, OPENAI_BASE_URL: api.url };
    return new CliRunner(project.root, { ...usual, ...env }).run(args);
  }

  it('takes a component through RED, without a key when it is on this machine', async () => {
    api.answer(recording('red'), { deltas: 7, writes: [13, 200] });
    const { code, stdout, stderr } = await run();
    assert.equal(code, 0, stderr);
    assert.match(stdout, /tiny-coder at 127\.0\.0\.1/);
    assert.match(await project.text('test/cart.test.js'), /^\/\/ Model: tiny-coder$/m);
    const { body, headers } = api.request();
    assert.deepEqual([body.model, body.stream, headers.authorization], [MODEL, true, undefined]);
    assert.match(body.messages[1].content, /Write the node's own test runner .* tests for the component cart\./);
  });

  it('is chosen by --provider and --model too, which win over the environment', async () => {
    api.answer(recording('red'));
    const env = { AGENTFORGE_PROVIDER: 'anthropic', AGENTFORGE_TEMPERATURE: '0.2', OPENAI_API_KEY: KEY };
    const { code, stderr } = await run(env, [...RED, '--provider', 'openai', '--model', 'bigger-coder']);
    assert.equal(code, 0, stderr);
    const { body, headers } = api.request();
    assert.deepEqual([body.model, body.temperature, headers.authorization], ['bigger-coder', 0.2, `Bearer ${KEY}`]);
  });

  it('says what the server said when a try is repeated, and goes on', async () => {
    api.error(503, { message: 'The model is being loaded.', headers: { 'retry-after': '1' } });
    api.answer(recording('red'));
    const { code, stdout } = await run();
    assert.equal(code, 0);
    assert.match(stdout, /asking again( in 1 s)?, request 2 of at most 3: 503: The model is being loaded\./);
    assert.equal(api.requests.length, 2);
  });

  async function assertFailed(result: CliResult, message: RegExp, code = 3): Promise<void> {
    assert.equal(result.code, code, result.stderr);
    assert.match(result.stderr, message);
    assert.ok(!(result.stdout + result.stderr).includes(KEY), 'the key is in the output');
    for (const file of await project.ownFiles()) assert.ok(!(await project.text(file)).includes(KEY), file);
    await project.assertUntouched();
  }

  it('refuses a key, which appears nowhere', async () => {
    api.error(401, { message: `Incorrect API key provided: ${KEY}` });
    await assertFailed(
      await run({ OPENAI_API_KEY: KEY }),
      /The API key was refused: 401: Incorrect API key provided: \[key\] .*it comes from OPENAI_API_KEY/,
    );
  });

  it('reached the limit of its answer, refused, or gave garbage: nothing is changed', async () => {
    api.answer('```javascript:test/cart.test.js\nhalf', { finish: 'length' });
    await assertFailed(await run(), /The answer is not whole/);
    api.answer('I must not', { finish: 'content_filter' });
    await assertFailed(await run(), /refused.*content filter/);
  });

  it('gave garbage in the middle: what is missing is asked for again', async () => {
    const begun = { choices: [{ delta: { content: '```javascript:test/cart.test.js\nhalf' } }] };
    api.raw(`data: ${JSON.stringify(begun)}\n\ndata: {"cho\n\n`);
    api.answer(recording('red'));
    const { code, stderr } = await run();
    assert.equal(code, 0, stderr);
    const roles = api.requests.map(({ body }) => body.messages.map(({ role }: { role: string }) => role).join(' '));
    assert.match(roles.join('\n'), /^system user\nsystem user/);
  });

  it('is not there: the address is named, at once', async () => {
    const gone = await startFakeOpenAi();
    await gone.close();
    const result = await run({ OPENAI_BASE_URL: gone.url.replace('/v1', '') });
    await assertFailed(
      result,
      /\(asked once\): no connection to http:\/\/127\.0\.0\.1:\d+\/v1: nobody listens there: is the server running\?/,
    );
  });

  it('is elsewhere and has no key', async () => {
    const result = await run({ OPENAI_BASE_URL: 'https://models.example/v1' });
    await assertFailed(result, /There is no API key, so no model was called\.\n +Set OPENAI_API_KEY, /, 2);
  });

  it('needs a model of its own: that of generation.yaml is one of Claude’s', async () => {
    await project.write('.agentforge/generation.yaml', 'provider:\n  name: claude\n  model: claude-opus-5-5\n');
    const result = await run({ AGENTFORGE_MODEL: undefined });
    assert.equal(result.code, 2);
    assert.match(result.stderr, /No model is chosen for the server at http:[\s\S]*AGENTFORGE_MODEL or --model/);
    assert.equal(api.requests.length, 0);
  });

  it('is said to be one of a few when the name is none, and the editor’s models to be in the editor', async () => {
    const unknown = await run({ AGENTFORGE_PROVIDER: 'chatgpt' });
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /AGENTFORGE_PROVIDER is "chatgpt"; it may be anthropic, openai, bedrock, vertex/);
    const editor = await run({}, [...RED, '--provider', 'editor']);
    assert.equal(editor.code, 2);
    assert.match(editor.stderr, /The editor's own models answer in the editor only\./);
  });

  describe('and a hostile repository', () => {
    let elsewhere: RunningFakeOpenAi;
    let claude: RunningFakeMessages;

    beforeEach(async () => {
      [elsewhere, claude] = await Promise.all([startFakeOpenAi(), startFakeMessages()]);
      const settings = {
        'agentforge.provider': 'openai',
        'agentforge.openai.baseUrl': elsewhere.url,
        'agentforge.anthropic.baseUrl': elsewhere.url,
      };
      await project.write('.vscode/settings.json', JSON.stringify(settings));
      await project.write(
        '.env',
        `AGENTFORGE_PROVIDER=openai\nOPENAI_BASE_URL=${elsewhere.url}\nOPENAI_API_KEY=evil\nANTHROPIC_BASE_URL=${elsewhere.url}\n`,
      );
      await project.write(
        '.agentforge/generation.yaml',
        [
          'provider:',
          '  name: openai',
          `  base_url: ${elsewhere.url}`,
          '  api_key: evil',
          '  headers: {x-evil: 1}',
          `openai: {base_url: "${elsewhere.url}"}`,
        ].join('\n'),
      );
    });

    afterEach(async () => {
      await Promise.all([elsewhere.close(), claude.close()]);
    });

    it('chooses neither the door nor the address: Claude is asked, and the file is spoken of', async () => {
      claude.answer(recording('red'));
      const env = { ANTHROPIC_API_KEY: 'sk-ant-mine', ANTHROPIC_BASE_URL: claude.url };
      const { code, stderr } = await run({ ...env, AGENTFORGE_PROVIDER: undefined, AGENTFORGE_MODEL: undefined });
      assert.equal(code, 0, stderr);
      assert.equal(claude.request().key, 'sk-ant-mine');
      assert.deepEqual(elsewhere.requests, []);
      assert.match(stderr, /"provider\.name" is "openai" but .*only you choose who answers/);
      assert.match(stderr, /a file of the project cannot choose where requests go/);
      assert.match(stderr, /keys do not belong in a file of the project/);
    });

    it('does not bend the way to a server of the user’s', async () => {
      api.answer(recording('red'));
      const { code, stderr } = await run({ OPENAI_API_KEY: KEY });
      assert.equal(code, 0, stderr);
      assert.equal(api.request().headers.authorization, `Bearer ${KEY}`);
      assert.equal(api.request().headers['x-evil'], undefined);
      assert.deepEqual(elsewhere.requests, []);
    });
  });
});
