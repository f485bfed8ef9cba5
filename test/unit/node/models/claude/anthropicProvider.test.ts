import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fc from 'fast-check';
import type { Clock } from '../../../../../src/core/lib/clock';
import { withRetry } from '../../../../../src/core/model/withRetry';
import type { AnthropicProviderOptions } from '../../../../../src/node/models/claude/anthropicProvider';
import { repositoryRoot } from '../../../../kit/editor/repositoryRoot';
import type { Script } from '../../../../kit/fakeMessages/script';
import type { RunningFakeMessages } from '../../../../kit/fakeMessages/startFakeMessages';
import { startFakeMessages } from '../../../../kit/fakeMessages/startFakeMessages';
import { assertFailed, eventsOf, KEY, kindsOf, providerAt, REQUEST, textOf } from './anthropicAsking';

const SOAK = process.env['AGENTFORGE_SOAK'] === '1';

describe('the Anthropic provider', () => {
  let api: RunningFakeMessages;

  beforeEach(async () => {
    api = await startFakeMessages();
  });

  afterEach(() => api.close());

  const provider = (options: Partial<AnthropicProviderOptions> = {}) => providerAt(api, options);

  async function ask(options: Partial<AnthropicProviderOptions> = {}, signal = new AbortController().signal) {
    return eventsOf(provider(options).stream(REQUEST, signal));
  }

  it('streams the text, then tells the stop reason and the usage', async () => {
    api.answer('Hello, wörld', { deltas: 5, usage: { input: 7, cacheWrite: 20, cacheRead: 100, output: 9 } });
    assert.deepEqual(await ask(), [
      { kind: 'started', model: 'claude-sonnet-5-5', requestId: 'req_fake_0001' },
      { kind: 'text', text: 'Hello' },
      { kind: 'text', text: ', wör' },
      { kind: 'text', text: 'ld' },
      {
        kind: 'completed',
        stopReason: 'end_turn',
        usage: { inputTokens: 127, outputTokens: 9, cacheReadTokens: 100, cacheWriteTokens: 20 },
      },
    ]);
  });

  it('names the model for people and for the header comment', () => {
    assert.equal(provider().label, 'Claude (claude-sonnet-5-5)');
    assert.equal(provider().modelName, 'claude-sonnet-5-5');
  });

  it('sends the prompt and nothing that a model would reject', async () => {
    api.answer('fine');
    await ask();
    assert.deepEqual(api.request().body, {
      model: 'claude-sonnet-5-5',
      max_tokens: 32_000,
      system: 'You write tests.',
      messages: [{ role: 'user', content: 'Write one.' }],
      stream: true,
    });
    assert.equal(api.request().key, KEY);
  });

  it('never shows thinking as text', async () => {
    api.answer('The answer.', { thinking: 'SECRET THOUGHT' });
    const events = await ask();
    assert.equal(textOf(events), 'The answer.');
    assert.ok(!JSON.stringify(events).includes('THOUGHT'));
  });

  for (const stopReason of [
    'end_turn',
    'max_tokens',
    'stop_sequence',
    'tool_use',
    'pause_turn',
    'model_context_window_exceeded',
  ] as const) {
    it(`passes the stop reason ${stopReason} on`, async () => {
      api.answer('text', { stopReason });
      const last = (await ask()).at(-1);
      assert.equal(last?.kind === 'completed' && last.stopReason, stopReason);
    });
  }

  it('tells why the model refused', async () => {
    const explanation = 'This could harm.';
    api.answer('I can', { stopReason: 'refusal', stopDetails: { type: 'refusal', category: 'cyber', explanation } });
    const last = (await ask()).at(-1);
    assert.ok(last?.kind === 'completed' && last.stopReason === 'refusal');
    assert.equal(last.stopDetail, 'cyber: This could harm.');
  });

  it('takes an unknown stop reason for a cut answer', async () => {
    api.answer('text', { stopReason: 'bored' as never });
    assertFailed(await ask(), 'answer-cut', /bored/, false);
  });

  describe('the key', () => {
    it('is in no event, whatever the service or a proxy sends back', async () => {
      const page = `<pre>x-api-key: ${KEY}</pre>`;
      const message = `invalid x-api-key: ${KEY}`;
      const scripts: Script[] = [
        { kind: 'error', status: 401, message },
        { kind: 'error', status: 400, message },
        { kind: 'error', status: 529, message },
        { kind: 'raw', status: 403, headers: { 'content-type': 'text/html' }, body: page },
        { kind: 'raw', status: 200, headers: { 'content-type': KEY }, body: page },
        { kind: 'raw', status: 200, headers: { 'content-type': 'text/event-stream' }, body: `data: ${KEY}\n\n` },
        { kind: 'answer', text: 'half', ending: { error: { type: 'api_error', message } } },
        { kind: 'reset' },
      ];
      for (const script of scripts) {
        api.script(script);
        const events = await ask();
        assert.equal(events.at(-1)?.kind, 'failed');
        assert.ok(!JSON.stringify(events).includes(KEY), JSON.stringify(events));
      }
    });

    it('is taken without the line break that a file or a clipboard adds', async () => {
      api.answer('fine');
      assert.equal(textOf(await ask({ apiKey: `${KEY}\n` })), 'fine');
      assert.equal(api.request().key, KEY);
    });

    it('is refused, unsaid and unsent, when no key can look like it', async () => {
      for (const apiKey of [`${KEY}\n${KEY}`, `${KEY} ${KEY}`, `${KEY}ü`, `${KEY}\u0000`]) {
        const events = await ask({ apiKey });
        assertFailed(events, 'key-refused', /character/, false);
        assert.ok(!JSON.stringify(events).includes(KEY));
      }
      assert.deepEqual(kindsOf(await ask({ apiKey: ' \n' })), ['key-missing']);
      assert.equal(api.requests.length, 0);
    });
  });

  it('is repeated by withRetry until the service is there again, and no further', async () => {
    const retrying = withRetry(provider(), { maxAttempts: 3, baseDelayMs: 1, maxDelayMs: 2 }, hastyClock);
    api.error(529, { headers: { 'retry-after': '3600' } });
    api.reset();
    api.answer('fine');
    const events = await eventsOf(retrying.stream(REQUEST, new AbortController().signal));
    assert.deepEqual(kindsOf(events), ['retrying', 'retrying', 'started', 'text', 'completed']);
    for (let attempt = 0; attempt < 3; attempt++) api.error(500);
    const last = (await eventsOf(retrying.stream(REQUEST, new AbortController().signal))).at(-1);
    assert.ok(last?.kind === 'failed' && last.problem.kind === 'model-failed');
    assert.equal(last.problem.attempts, 3);
  });

  it('says when the address of the API is none', async () => {
    for (const baseUrl of ['', 'api.anthropic.com', 'file:///etc/passwd', 'http://']) {
      assertFailed(await ask({ baseUrl }), 'input-invalid', /not a web address/, false);
    }
  });

  it('refuses an address with a password in it, and repeats none', async () => {
    for (const baseUrl of ['http://me:hunter2@127.0.0.1:9', 'http:/me:hunter2@nowhere']) {
      const events = await ask({ baseUrl });
      assertFailed(events, 'input-invalid', /address of the Claude API/, false);
      assert.doesNotMatch(JSON.stringify(events), /hunter2/);
    }
  });

  it('reads nothing from the environment and prints nothing', async function () {
    this.timeout(20_000);
    api.answer('fine');
    const program = `
      const { createAnthropicProvider } = require('./src/node/models/claude/anthropicProvider.ts');
      const provider = createAnthropicProvider({ apiKey: '${KEY}', model: 'claude-sonnet-4-5', baseUrl: '${api.url}' });
      const request = { ...${JSON.stringify(REQUEST)}, model: 'claude-sonnet-4-5' };
      void (async () => {
        let text = '';
        for await (const event of provider.stream(request, new AbortController().signal)) text += event.text ?? '';
        if (text !== 'fine' || process.env.ANTHROPIC_CUSTOM_HEADERS === undefined) process.exitCode = 1;
      })();`;
    const child = spawn(process.execPath, ['--import', 'tsx', '-e', program], {
      cwd: repositoryRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        ANTHROPIC_API_KEY: 'env-key',
        ANTHROPIC_AUTH_TOKEN: 'env-token',
        ANTHROPIC_BASE_URL: 'http://127.0.0.1:9',
        ANTHROPIC_CUSTOM_HEADERS: 'authorization: env-header\nx-hostile: env-hostile\nanthropic-version: env-version',
        ANTHROPIC_LOG: 'debug',
        ANTHROPIC_PROFILE: 'env-profile',
      },
    });
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk));
    const [code] = await once(child, 'close');
    assert.deepEqual([code, printed], [0, '']);
    assert.equal(api.request().key, KEY);
    assert.ok(!JSON.stringify(api.request().headers).includes('env-'));
  });

  it('gives the same text whatever the cuts', async function () {
    this.timeout(SOAK ? 600_000 : 20_000);
    const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), sizes, sizes, async (text, deltas, writes) => {
        api.answer(text, { deltas, writes });
        const events = await ask();
        assert.equal(textOf(events), text);
        assert.equal(events.at(-1)?.kind, 'completed');
      }),
      { numRuns: SOAK ? 2_000 : 20 },
    );
  });

  it('gives what came before any ending, whatever the cuts', async function () {
    this.timeout(SOAK ? 600_000 : 20_000);
    const endings = fc.constantFrom('cut' as const, 'reset' as const, { error: { type: 'api_error' } });
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 40 }), fc.nat(40), endings, async (text, after, ending) => {
        api.answer(text, { deltas: 7, writes: [3, 11], after, ending });
        const events = await ask();
        assert.equal(textOf(events), Array.from(text).slice(0, after).join(''));
        assertFailed(events, 'answer-cut', /./, false);
      }),
      { numRuns: SOAK ? 1_000 : 15 },
    );
  });
});

const hastyClock: Clock = { now: () => new Date(0), random: () => 0.5, sleep: async () => {} };
