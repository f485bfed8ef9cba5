import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ModelEvent } from '../../../../../src/core/model/provider';
import type { OpenAiProviderOptions } from '../../../../../src/node/models/openai/openaiProvider';
import { createOpenAiProvider } from '../../../../../src/node/models/openai/openaiProvider';
import { closedPort } from '../../../../kit/closedPort';
import type { ChatScript } from '../../../../kit/fakeOpenAi/chatScript';
import type { RunningFakeOpenAi } from '../../../../kit/fakeOpenAi/startFakeOpenAi';
import { startFakeOpenAi } from '../../../../kit/fakeOpenAi/startFakeOpenAi';
import { ManualTimers } from '../../../../kit/manualTimers';
import { assertFailed, CANCELLED, eventsOf, kindsOf, REQUEST, textOf } from '../claude/anthropicAsking';

const KEY = 'sk-openai-test-0123456789';
const MODEL = 'tiny-coder';
const NO_CACHE = { cacheReadTokens: 0, cacheWriteTokens: 0 };

describe('the provider for OpenAI-compatible servers', () => {
  let api: RunningFakeOpenAi;

  beforeEach(async () => {
    api = await startFakeOpenAi();
  });

  afterEach(() => api.close());

  const provider = (options: Partial<OpenAiProviderOptions> = {}) =>
    createOpenAiProvider({ apiKey: KEY, model: MODEL, baseUrl: api.url, temperature: undefined, ...options });

  async function ask(options: Partial<OpenAiProviderOptions> = {}, signal = new AbortController().signal) {
    return eventsOf(provider(options).stream(REQUEST, signal));
  }

  it('streams the text, then tells the stop reason and the usage', async () => {
    api.answer('Hello, wörld', { deltas: 5, usage: { input: 120, output: 9, cached: 100 } });
    assert.deepEqual(await ask(), [
      { kind: 'started', model: MODEL },
      { kind: 'text', text: 'Hello' },
      { kind: 'text', text: ', wör' },
      { kind: 'text', text: 'ld' },
      {
        kind: 'completed',
        stopReason: 'end_turn',
        usage: { inputTokens: 120, outputTokens: 9, cacheReadTokens: 100, cacheWriteTokens: 0 },
      },
    ]);
  });

  it('sends the prompt, what was said since, the limit and the key, and nothing else', async () => {
    api.answer('fine');
    const turns = [
      { role: 'assistant', text: 'half' },
      { role: 'user', text: 'go on' },
    ] as const;
    await eventsOf(
      provider().stream({ ...REQUEST, user: ['A ', 'B'], turns, effort: 'low' }, new AbortController().signal),
    );
    assert.deepEqual(api.request().body, {
      model: MODEL,
      messages: [
        { role: 'system', content: REQUEST.system },
        { role: 'user', content: 'A B' },
        { role: 'assistant', content: 'half' },
        { role: 'user', content: 'go on' },
      ],
      stream: true,
      max_tokens: 32_000,
      stream_options: { include_usage: true },
    });
    assert.equal(api.request().headers.authorization, `Bearer ${KEY}`);
  });

  it('sends no key where there is none, and a temperature where one is set', async () => {
    api.answer('fine');
    await ask({ apiKey: undefined, temperature: 0 });
    assert.equal(api.request().headers.authorization, undefined);
    assert.equal(api.request().body.temperature, 0);
  });

  it('gives the same text however the bytes are cut', async () => {
    const text = 'Grüße, 世界 🎉\n\n```js:a.js\nlet a = "data: [DONE]";\n```\n';
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), async (writes) => {
        api.answer(text, { writes, deltas: [3, 1, 7] });
        const events = await ask();
        assert.equal(textOf(events), text);
        assert.equal(events.at(-1)?.kind, 'completed');
      }),
      { numRuns: 20 },
    );
  });

  describe('the stop reason', () => {
    const reasons = [
      ['stop', 'end_turn'],
      ['length', 'max_tokens'],
      ['tool_calls', 'tool_use'],
      ['content_filter', 'refusal'],
      ['model_length', 'model_context_window_exceeded'],
    ] as const;
    for (const [finish, stopReason] of reasons) {
      it(`${finish} is ${stopReason}`, async () => {
        api.answer('text', { finish });
        const last = (await ask()).at(-1);
        assert.equal(last?.kind === 'completed' && last.stopReason, stopReason);
      });
    }

    it('is a refusal when the model says so in the field for it', async () => {
      api.answer('', { refusal: 'I cannot help with that.' });
      const last = (await ask()).at(-1);
      assert.ok(last?.kind === 'completed' && last.stopReason === 'refusal');
      assert.equal(last.stopDetail, 'I cannot help with that.');
    });

    it('is enough when the mark of the end is missing', async () => {
      api.answer('text', { ending: 'unmarked' });
      assert.deepEqual(kindsOf(await ask()), ['started', 'text', 'completed']);
    });

    it('unknown, or none at all, is a cut answer', async () => {
      api.answer('text', { finish: 'bored' });
      assertFailed(await ask(), 'answer-cut', /bored/, false);
      api.answer('text', { finish: null });
      assertFailed(await ask(), 'answer-cut', /without saying why/, false);
    });
  });

  it('says that nobody counted when the server does not count', async () => {
    api.answer('text', { usage: 'none' });
    const last = (await ask()).at(-1);
    assert.ok(last?.kind === 'completed' && last.usage === undefined);
  });

  describe('what the model thinks aloud', () => {
    it('is no text, in a field of its own or between marks at the beginning', async () => {
      api.answer('The answer.', { thinking: 'SECRET THOUGHT' });
      assert.equal(textOf(await ask()), 'The answer.');
      for (const deltas of [1, 2, 3, 7, 100]) {
        api.answer('\n<think>```js:evil.js\nSECRET\n```</think>The <think> answer.', { deltas });
        assert.equal(textOf(await ask()), 'The <think> answer.');
      }
    });

    it('is not all that an answer may hold', async () => {
      api.answer('<think>and so on');
      assertFailed(await ask(), 'answer-cut', /thought aloud/, false);
      api.answer('<think>and so on', { finish: 'length' });
      assert.deepEqual(kindsOf(await ask()), ['started', 'completed']);
    });

    it('does not take the beginning of an answer that only looks like it', async () => {
      api.answer(' <thi');
      assert.equal(textOf(await ask()), ' <thi');
    });
  });

  describe('what a server does not take', () => {
    const unsupported = (param: string, message: string): ChatScript => ({
      kind: 'error',
      status: 400,
      message,
      param,
      code: 'unsupported_parameter',
    });

    it('is asked for in its other name, once, and remembered', async () => {
      api.script(
        unsupported(
          'max_tokens',
          "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
        ),
      );
      api.answer('fine');
      api.answer('fine');
      assert.equal(textOf(await ask()), 'fine');
      assert.equal(textOf(await ask()), 'fine');
      assert.deepEqual(
        api.requests.map(({ body }) => [body.max_tokens, body.max_completion_tokens]),
        [
          [32_000, undefined],
          [undefined, 32_000],
          [undefined, 32_000],
        ],
      );
    });

    it('is left out: temperature, stream_options', async () => {
      const model = 'no-temperature';
      api.script(
        unsupported(
          'temperature',
          "Unsupported value: 'temperature' does not support 0.2 with this model. Only the default (1) value is supported.",
        ),
      );
      api.script({ kind: 'error', status: 422, message: 'body.stream_options: Extra inputs are not permitted' });
      api.answer('fine');
      assert.equal(textOf(await ask({ model, temperature: 0.2 })), 'fine');
      assert.deepEqual(Object.keys(api.request().body), ['model', 'messages', 'stream', 'max_tokens']);
    });

    it('is lowered: an answer that may be longer than the model gives', async () => {
      const model = 'short';
      const message = 'max_tokens is too large: 32000. This model supports at most 16384 completion tokens.';
      api.error(400, { message });
      api.answer('fine');
      assert.equal(textOf(await ask({ model })), 'fine');
      assert.equal(api.request().body.max_tokens, 16_384);
    });

    for (const [model, message] of [
      [
        'small context',
        "This model's maximum context length is 8192 tokens. However, you requested 33000 tokens (1000 in the messages, 32000 in the completion). Please reduce the length of the messages or completion.",
      ],
      [
        'small context, newer server',
        "'max_tokens' or 'max_completion_tokens' is too large: 32000. This model's maximum context length is 8192 tokens and your request has 1000 input tokens (32000 > 8192 - 1000).",
      ],
    ] as const) {
      it(`is lowered to what a ${model} leaves beside the prompt`, async () => {
        api.error(400, { message });
        api.answer('fine');
        assert.equal(textOf(await ask({ model })), 'fine');
        assert.equal(api.request().body.max_tokens, 7_192);
      });
    }

    it('is said when it is something else, or refused again', async () => {
      api.error(400, { message: 'messages: too few' });
      assertFailed(await ask(), 'model-rejected', /400: messages: too few/, false);
      const model = 'stubborn';
      const message = 'max_tokens and max_completion_tokens are unsupported';
      api.error(400, { message });
      api.error(400, { message });
      assertFailed(await ask({ model }), 'model-rejected', /unsupported/, false);
    });
  });

  describe('before the answer has started', () => {
    for (const status of [408, 409, 429, 500, 502, 503, 504]) {
      it(`may repeat after ${status}`, async () => {
        api.error(status, { message: 'Busy.', type: 'busy' });
        assertFailed(await ask(), 'model-failed', new RegExp(`^${status} busy: Busy\\. \\(request req_fake\\)`), true);
      });
    }
    for (const [status, kind] of [
      [401, 'key-refused'],
      [403, 'key-refused'],
      [402, 'model-rejected'],
      [413, 'model-rejected'],
    ] as const) {
      it(`does not repeat after ${status}: ${kind}`, async () => {
        api.error(status);
        assertFailed(await ask(), kind, /No\./, false);
      });
    }

    it('passes on how long the server asks to wait', async () => {
      api.error(429, { headers: { 'retry-after': '7' } });
      const last = (await ask()).at(-1);
      assert.equal(last?.kind === 'failed' && last.retryAfterMs, 7_000);
    });

    it('does not repeat when the account is used up, which comes as 429', async () => {
      api.error(429, { code: 'insufficient_quota', message: 'You exceeded your current quota.' });
      assertFailed(await ask(), 'model-rejected', /quota/, false);
    });

    it('names the models that the server has when it does not know the one that is asked for', async () => {
      api.models = ['qwen3-coder', 'gpt-oss'];
      api.error(404, { message: 'model "tiny-coder" not found, try pulling it first' });
      assertFailed(
        await ask(),
        'model-rejected',
        /not found.*; the server has the models qwen3-coder, gpt-oss$/,
        false,
      );
    });

    it('says when the address may be wrong', async () => {
      api.models = undefined;
      api.error(404, { message: 'no such path' });
      assertFailed(await ask(), 'model-rejected', /may not be where .*most addresses end in \/v1/, false);
    });

    it('asks whether the server runs when nobody listens, and asks no second time', async () => {
      const baseUrl = `http://127.0.0.1:${await closedPort()}/v1`;
      assertFailed(
        await ask({ baseUrl }),
        'model-failed',
        new RegExp(`${baseUrl}: nobody .*is the server running`),
        false,
      );
    });

    it('may repeat after a torn connection', async () => {
      api.script({ kind: 'reset' });
      assertFailed(await ask(), 'model-failed', /no connection/, true);
    });

    it('names a page that is no stream, in few words', async () => {
      api.raw(`<html>${'Sign in! '.repeat(1_000)}</html>`, { 'content-type': 'text/html' });
      assertFailed(await ask(), 'model-rejected', /answered with text\/html/, false);
      api.script({ kind: 'raw', status: 502, headers: {}, body: `<html>${'Bad gateway! '.repeat(100_000)}` });
      assert.ok(assertFailed(await ask(), 'model-failed', /^502: <html>Bad/, true).length <= 500);
    });

    it('follows no redirect, which would take prompt and key elsewhere', async () => {
      const elsewhere = await startFakeOpenAi();
      const headers = { location: `${elsewhere.url}/chat/completions` };
      api.script({ kind: 'raw', status: 307, headers, body: '' });
      assertFailed(await ask(), 'model-rejected', /redirects/, false);
      assert.deepEqual(elsewhere.requests, []);
      await elsewhere.close();
    });

    it('takes an error in the stream like the response it stands for', async () => {
      api.raw('data: {"error":{"message":"overloaded","code":"503"}}\n\n');
      assertFailed(await ask(), 'model-failed', /overloaded/, true);
    });
  });

  describe('after the answer has started', () => {
    const cut = async (ending: 'cut' | 'reset', detail: RegExp) => {
      api.answer('half', { ending });
      const events = await ask();
      assert.equal(textOf(events), 'half');
      assertFailed(events, 'answer-cut', detail, false);
      const last = events.at(-1);
      assert.ok(last?.kind === 'failed');
      assert.deepEqual(last.usage, { inputTokens: 13, outputTokens: 2, ...NO_CACHE, isEstimate: true });
    };

    it('calls an answer cut that ends without a reason, and estimates what it took', () => cut('cut', /ended before/));
    it('calls an answer cut whose connection is torn down', () => cut('reset', /connection was lost/));

    it('calls an answer cut in which an error comes', async () => {
      api.answer('half', { ending: { error: { message: 'out of memory', type: 'server_error' } } });
      const events = await ask();
      assert.equal(textOf(events), 'half');
      assertFailed(events, 'answer-cut', /broke off.*server_error: out of memory/, false);
    });

    for (const [code, kind, again] of [
      [400, 'model-rejected', false],
      [401, 'key-refused', false],
      [429, 'model-failed', true],
      [503, 'model-failed', true],
      ['overloaded', 'model-failed', true],
    ] as const) {
      it(`understands an error event with the code ${code}: it has a connection`, async () => {
        api.raw(`data: ${JSON.stringify({ error: { message: 'no', code } })}\n\n`);
        const events = await ask();
        assertFailed(events, kind, new RegExp(`${code}: no`), again);
        const last = events.at(-1);
        assert.ok(last?.kind === 'failed');
        if (last.problem.kind === 'model-failed') {
          assert.equal(last.problem.cause, code === 429 ? 'limit' : undefined);
        }
      });
    }

    it('calls an answer cut in which something is no event', async () => {
      const first = 'data: {"choices":[{"delta":{"content":"half"}}]}\n\n';
      for (const garbage of ['data: {"choices":\n\n', 'data: nonsense\n\n', `: ${'x'.repeat(9)}\ndata: [1\n\n`]) {
        api.raw(first + garbage);
        const events = await ask();
        assert.equal(textOf(events), 'half');
        assertFailed(events, 'answer-cut', /an event of the answer is no JSON/, false);
        assert.doesNotMatch(JSON.stringify(events), /nonsense|lost/);
      }
    });

    it('is not confused by events of another form', async () => {
      const odd = [
        'null',
        '7',
        '"text"',
        '[]',
        '{}',
        '{"choices":null}',
        '{"choices":[{}]}',
        '{"choices":[{"delta":7}]}',
      ];
      const stream = odd.map((json) => `data: ${json}\n\n`).join('');
      api.raw(`${stream}data: {"choices":[{"delta":{"content":"a"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n`);
      assert.equal(textOf(await ask()), 'a');
    });
  });

  describe('silence', () => {
    it('ends the wait for an answer that does not start, which may be repeated', async () => {
      const timers = new ManualTimers();
      const exchange = api.script({ kind: 'stall' });
      const events = ask({ startTimer: timers.start });
      await exchange.received;
      timers.elapse();
      assertFailed(await events, 'model-failed', /sent nothing for 240 s/, true);
      assert.equal(await exchange.closed, 'hung-up');
    });

    it('ends an answer that does not go on', async () => {
      const timers = new ManualTimers();
      const exchange = api.answer('half', { ending: 'stall' });
      const events: ModelEvent[] = [];
      const stream = provider({ startTimer: timers.start }).stream(REQUEST, new AbortController().signal);
      for await (const event of stream) {
        events.push(event);
        if (event.kind === 'text') queueMicrotask(() => timers.elapse());
      }
      assertFailed(events, 'answer-cut', /sent nothing for 240 s/, false);
      assert.equal(await exchange.closed, 'hung-up');
    });
  });

  describe('cancelling', () => {
    it('hangs up while an answer comes', async () => {
      const abort = new AbortController();
      const exchange = api.answer('half', { gates: [2], deltas: 2 });
      const events = [];
      for await (const event of provider().stream(REQUEST, abort.signal)) {
        events.push(event);
        if (event.kind === 'text') abort.abort();
      }
      assert.deepEqual(kindsOf(events), ['started', 'text', 'cancelled']);
      assert.equal(await exchange.closed, 'hung-up');
    });

    it('hangs up before one comes', async () => {
      const abort = new AbortController();
      const exchange = api.script({ kind: 'stall' });
      const asking = ask({}, abort.signal);
      await exchange.received;
      abort.abort();
      assert.deepEqual(await asking, [{ ...CANCELLED, mayCost: 'prompt' }]);
      assert.equal(await exchange.closed, 'hung-up');
    });
  });

  it('lets no key into an event, whatever the server sends back', async () => {
    const message = `invalid key ${KEY}`;
    const scripts: ChatScript[] = [
      { kind: 'error', status: 401, message },
      { kind: 'error', status: 404, message },
      { kind: 'error', status: 500, message },
      { kind: 'raw', status: 200, headers: { 'content-type': KEY }, body: message },
      { kind: 'raw', status: 200, headers: { 'content-type': 'text/event-stream' }, body: `data: ${KEY}\n\n` },
      { kind: 'answer', text: 'half', ending: { error: { message } } },
      { kind: 'answer', text: 'half', finish: KEY },
    ];
    for (const script of scripts) {
      api.script(script);
      const events = await ask();
      assert.equal(events.at(-1)?.kind, 'failed');
      assert.ok(!JSON.stringify(events).includes(KEY), JSON.stringify(events));
    }
  });
});
