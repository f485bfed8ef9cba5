import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { CliRunner } from '../kit/cliRunner';
import type { CliResult } from '../kit/cliRunnerProcess';
import type { RunningFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import { startFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import type { WorkspaceBuilder } from '../kit/workspaceBuilder';
import { recording, SHOP, shopProject } from './projects';

const KEY = 'sk-ant-secret-4711-secret';
const RED = ['generate', '--spec', SHOP, '--component', 'cart', '--phase', 'red', '--yes'];

describe('a model that cannot be reached or does not want to', () => {
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

  function run(env: Readonly<Record<string, string | undefined>> = {}, args = RED): Promise<CliResult> {
    return new CliRunner(project.root, { ANTHROPIC_API_KEY: KEY, ANTHROPIC_BASE_URL: api.url, ...env }).run(args);
  }

  async function assertFailed(result: CliResult, message: RegExp, code = 3): Promise<void> {
    assert.equal(result.code, code, result.stderr);
    assert.match(result.stderr, message);
    assert.ok(!(result.stdout + result.stderr).includes(KEY), 'the key is in the output');
    for (const file of await project.ownFiles()) assert.ok(!(await project.text(file)).includes(KEY), file);
    await project.assertUntouched();
  }

  /** The prompt lies where the message says. */
  async function assertPromptSaved({ stderr }: CliResult): Promise<void> {
    const [, file = ''] = /or give the prompt in (\S+) to a model by hand and paste its answer\./.exec(stderr) ?? [];
    assert.match(file, /^\.agentforge\/history\/tdflow_\w+\/001-red-cart\/prompt\.md$/);
    const prompt = await project.text(file);
    assert.ok(prompt.includes(api.request().prompt), 'the saved prompt is the one that was sent');
  }

  for (const [status, name] of [
    [529, 'overloaded_error'],
    [429, 'rate_limit_error'],
    [500, 'api_error'],
  ] as const) {
    it(`${status} three times: asked three times, then the prompt is saved for a person`, async () => {
      for (let time = 0; time < 3; time++) api.error(status);
      const result = await run();
      await assertFailed(result, new RegExp(`The model could not be reached \\(asked 3 times\\): ${status} ${name}: `));
      assert.match(
        result.stdout,
        /asking again( in 1 s)?, request 2 of at most 3: .*\n.*asking again( in 1 s)?, request 3 of at most 3: /,
      );
      assert.equal(api.requests.length, 3);
      assert.deepEqual(api.requests[2]?.body, api.requests[0]?.body);
      await assertPromptSaved(result);
    });
  }

  it('an account without credit: says to add some, and not that the settings are wrong', async () => {
    api.error(402, { message: 'Your credit balance is too low.' });
    const result = await run();
    await assertFailed(
      result,
      /no credit left on the account of the key: 402 billing_error: Your credit .*\n +Add credit/,
    );
    assert.doesNotMatch(result.stderr, /Change the model or the settings/);
    assert.equal(api.requests.length, 1);
    await assertPromptSaved(result);
  });

  it('goes on as if nothing had been when the third attempt succeeds', async () => {
    api.error(529);
    api.error(408);
    api.answer(recording('red'));
    const { code, stderr } = await run();
    assert.equal(code, 0, stderr);
    assert.equal(api.requests.length, 3);
  });

  it('retry-after is obeyed, up to the longest delay of the settings', async () => {
    api.error(529, { headers: { 'retry-after': '3600' } });
    api.answer(recording('red'));
    assert.equal((await run()).code, 0);
  });

  it('a connection that is lost before the first byte is tried again', async () => {
    api.reset();
    api.answer(recording('red'));
    assert.equal((await run()).code, 0);
    assert.equal(api.requests.length, 2);
  });

  it('a connection that is lost after it is taken up again where it broke off, and given up in the end', async () => {
    api.reset('```javascript:test/cart.test.js\n');
    api.answer(recording('red'));
    assert.equal((await run()).code, 0);
    assert.deepEqual(api.request(1).body, api.request(0).body, 'nothing was whole, so it is asked anew');
  });

  it('a connection that is lost after it again and again', async () => {
    for (let time = 0; time < 3; time++) api.reset('```javascript:test/cart.test.js\n');
    const result = await run();
    await assertFailed(result, /The answer is not whole: the connection was lost: /);
    await assertPromptSaved(result);
    assert.equal(api.requests.length, 3);
  });

  it('nobody listens at the address', async () => {
    const result = await run({ ANTHROPIC_BASE_URL: 'http://127.0.0.1:1' });
    await assertFailed(result, /The model could not be reached \(asked 3 times\): no connection: /);
  });

  it('an address that is none', async () => {
    const result = await run({ ANTHROPIC_BASE_URL: 'not an address' });
    assert.equal(result.code, 2);
    assert.match(result.stderr, /the address of the Claude API is not a web address: not an address/);
    await project.assertUntouched();
  });

  for (const status of [401, 403]) {
    it(`${status}: the key is refused, at once, and appears nowhere`, async () => {
      api.error(status, { message: `invalid x-api-key: ${KEY}` });
      await assertFailed(
        await run(),
        new RegExp(
          `The API key was refused: ${status} \\w+: invalid x-api-key: \\[key\\].*\\n +Set a valid API key, or give the prompt in `,
        ),
      );
      assert.equal(api.requests.length, 1);
    });
  }

  it('400: the request is rejected, at once, and the prompt is saved', async () => {
    api.error(400, { message: 'model: no such model' });
    const result = await run();
    await assertFailed(result, /The request was rejected: 400 invalid_request_error: model: no such model/);
    await assertPromptSaved(result);
    assert.equal(api.requests.length, 1);

    // A person goes on with it: the answer names the prompt, and that says all.
    const [line = ''] = /AgentForge prompt [0-9a-f]{12}/.exec(api.request().prompt) ?? [];
    const answer = project.path('answer.md');
    await writeFile(answer, `${line}\n\n${recording('red')}`);
    const { code, stdout, stderr } = await run({}, ['parse-response', answer, '--yes']);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /RED reached/);
    assert.doesNotMatch(stdout + stderr, /does not name|not known here/);
    assert.equal(api.requests.length, 1);
  });

  it('a spend limit is not asked again', async () => {
    api.error(429, { code: 'enforced_spend_limit_reached', message: 'No more this month.' });
    await assertFailed(await run(), /The spend limit of the key is reached: 429 .*No more this month\./);
    assert.equal(api.requests.length, 1);
  });

  describe('no key at all', () => {
    it('keeps the prompt, says how to go on, and ends with 2', async () => {
      const result = await run({ ANTHROPIC_API_KEY: undefined });
      await assertFailed(result, /There is no API key, so no model was called\.\n +Set ANTHROPIC_API_KEY, /, 2);
      const [, file = ''] = /The prompt is in (\S+): give it to any model/.exec(result.stderr) ?? [];
      assert.match(
        await project.text(file),
        /<instructions>\nWrite the node's own test runner .* tests for the component cart\./,
      );
      assert.equal(api.requests.length, 0);
    });

    it('an empty one is none', async () => {
      await assertFailed(await run({ ANTHROPIC_API_KEY: '' }), /There is no API key/, 2);
    });

    it('one with a line break is refused before it is sent', async () => {
      await assertFailed(
        await run({ ANTHROPIC_API_KEY: 'sk-\nbroken' }),
        /The API key was refused: It holds a character that no key has.* It was sent nowhere/,
      );
      assert.equal(api.requests.length, 0);
    });
  });

  describe('what is asked for', () => {
    it('--model wins over AGENTFORGE_MODEL, and AGENTFORGE_MAX_TOKENS limits the response', async () => {
      api.answer(recording('red'));
      const env = { AGENTFORGE_MODEL: 'claude-haiku-5-5', AGENTFORGE_MAX_TOKENS: '5000' };
      assert.equal((await run(env, [...RED, '--model', 'claude-opus-5-5'])).code, 0);
      assert.equal(api.request().body.model, 'claude-opus-5-5');
      assert.equal(api.request().body.max_tokens, 5_000);
      assert.match(await project.text('test/cart.test.js'), /^\/\/ Model: claude-opus-5-5$/m);
    });

    it('AGENTFORGE_MODEL wins over the settings', async () => {
      await project.write('.agentforge/generation.yaml', 'provider:\n  model: claude-opus-5-5\n');
      api.answer(recording('red'));
      assert.equal((await run({ AGENTFORGE_MODEL: 'claude-haiku-5-5' })).code, 0);
      assert.equal(api.request().body.model, 'claude-haiku-5-5');
    });
  });
});
