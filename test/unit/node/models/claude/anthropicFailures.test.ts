import assert from 'node:assert/strict';
import type { ModelEvent } from '../../../../../src/core/model/provider';
import type { AnthropicProviderOptions } from '../../../../../src/node/models/claude/anthropicProvider';
import { closedPort } from '../../../../kit/closedPort';
import type { RunningFakeMessages } from '../../../../kit/fakeMessages/startFakeMessages';
import { startFakeMessages } from '../../../../kit/fakeMessages/startFakeMessages';
import { ManualTimers } from '../../../../kit/manualTimers';
import { assertFailed, CANCELLED, eventsOf, providerAt, REQUEST, textOf } from './anthropicAsking';

/** The input is counted at the start; the output is estimated, for the service counts it at the end. */
const CANCELLED_AFTER_TEXT = {
  ...CANCELLED,
  usage: { inputTokens: 16, outputTokens: 2, cacheReadTokens: 0, cacheWriteTokens: 0, isEstimate: true },
};

describe('the Anthropic provider, when the answer does not come', () => {
  let api: RunningFakeMessages;

  beforeEach(async () => {
    api = await startFakeMessages();
  });

  afterEach(() => api.close());

  const provider = (options: Partial<AnthropicProviderOptions> = {}) => providerAt(api, options);

  async function ask(options: Partial<AnthropicProviderOptions> = {}, signal = new AbortController().signal) {
    return eventsOf(provider(options).stream(REQUEST, signal));
  }

  describe('before the answer has started', () => {
    const worthRepeating = [408, 409, 429, 500, 502, 503, 504, 529];
    for (const status of worthRepeating) {
      it(`may repeat after ${status}`, async () => {
        api.error(status, { message: 'Busy.' });
        assertFailed(await ask(), 'model-failed', new RegExp(`^${status} .*: Busy\\. \\(request req_`), true);
      });
    }

    for (const [status, cause] of [
      [429, 'limit'],
      [529, 'overloaded'],
      [500, undefined],
    ] as const) {
      it(`knows what ${status} means: ${cause}`, async () => {
        api.error(status);
        const last = (await ask()).at(-1);
        assert.ok(last?.kind === 'failed' && last.problem.kind === 'model-failed');
        assert.equal(last.problem.cause, cause);
      });
    }

    const final: [number, string][] = [
      [400, 'model-rejected'],
      [401, 'key-refused'],
      [402, 'model-rejected'],
      [403, 'key-refused'],
      [404, 'model-rejected'],
      [413, 'model-rejected'],
      [422, 'model-rejected'],
    ];
    for (const [status, kind] of final) {
      it(`does not repeat after ${status}: ${kind}`, async () => {
        api.error(status, { message: 'No.' });
        assertFailed(await ask(), kind, new RegExp(`^${status} .*: No\\.`), false);
      });
    }

    for (const code of ['enforced_spend_limit_reached', 'contract_spend_limit_reached']) {
      it(`does not repeat at a spend limit, which comes as 429 (${code})`, async () => {
        api.error(429, { code, message: 'You have reached your limit.' });
        assertFailed(await ask(), 'model-rejected', new RegExp(code), false);
      });
    }

    for (const [status, message, code, lack] of [
      [402, 'No.', undefined, 'credit'],
      [400, 'Your credit balance is too low to access the API.', undefined, 'credit'],
      [429, 'You have reached your limit.', 'enforced_spend_limit_reached', 'spend-limit'],
      [400, 'messages: too many', undefined, undefined],
    ] as const) {
      it(`tells ${lack ?? 'another'} refusal (${status} ${message})`, async () => {
        api.error(status, { message, ...(code === undefined ? {} : { code }) });
        const last = (await ask()).at(-1);
        assert.ok(last?.kind === 'failed' && last.problem.kind === 'model-rejected');
        assert.equal(last.problem.lack, lack);
      });
    }

    it('passes on how long the service asks to wait, in seconds or as a date', async () => {
      api.error(429, { headers: { 'retry-after': '7' } });
      const last = (await ask()).at(-1);
      assert.equal(last?.kind === 'failed' && last.retryAfterMs, 7_000);
      api.error(529, { headers: { 'retry-after': new Date(Date.now() + 3_600_000).toUTCString() } });
      const dated = (await ask()).at(-1);
      assert.ok(dated?.kind === 'failed' && dated.retryAfterMs! > 3_500_000 && dated.retryAfterMs! <= 3_600_000);
      for (const none of ['', '0', '-3', 'soon']) {
        api.error(529, { headers: { 'retry-after': none } });
        assert.ok(!('retryAfterMs' in (await ask()).at(-1)!), none);
      }
    });

    it('asks once, whatever the answer: retries are not its business', async () => {
      api.error(529);
      await ask();
      assert.equal(api.requests.length, 1);
    });

    it('may repeat after a torn connection', async () => {
      api.reset();
      assertFailed(await ask(), 'model-failed', /no connection: .*(ECONNRESET|closed)/, true);
    });

    it('may repeat when nobody listens, and says where', async () => {
      const port = await closedPort();
      const baseUrl = `http://127.0.0.1:${port}`;
      assertFailed(await ask({ baseUrl }), 'model-failed', new RegExp(`ECONNREFUSED 127.0.0.1:${port}`), true);
    });

    it('may repeat after a stream that ends before it began', async () => {
      api.script({ kind: 'raw', status: 200, headers: { 'content-type': 'text/event-stream' }, body: '' });
      assertFailed(await ask(), 'model-failed', /ended before the message did/, true);
    });

    it('takes an error as first event like the response it stands for', async () => {
      const headers = { 'content-type': 'text/event-stream' };
      const event = (type: string) =>
        `event: error\ndata: {"type":"error","error":{"type":"${type}","message":"M"}}\n\n`;
      api.script({ kind: 'raw', status: 200, headers, body: event('overloaded_error') });
      assertFailed(await ask(), 'model-failed', /overloaded_error: M/, true);
      api.script({ kind: 'raw', status: 200, headers, body: event('authentication_error') });
      assertFailed(await ask(), 'key-refused', /authentication_error: M/, false);
    });

    it('names a page that is not the API, in few words', async () => {
      const body = `<html>${'Sign in! '.repeat(1_000)}</html>`;
      api.script({ kind: 'raw', status: 200, headers: { 'content-type': 'text/html' }, body });
      assertFailed(await ask(), 'model-rejected', /answered with text\/html/, false);
      api.script({ kind: 'raw', status: 502, headers: { 'content-type': 'text/html' }, body });
      const last = assertFailed(await ask(), 'model-failed', /^502: <html>Sign in!/, true);
      assert.ok(last.length <= 500);
    });

    it('follows no redirect, which would take the prompt elsewhere', async () => {
      const elsewhere = await startFakeMessages();
      const headers = { location: `${elsewhere.url}/v1/messages` };
      api.script({ kind: 'raw', status: 307, headers, body: '' });
      assertFailed(await ask(), 'model-rejected', /redirects/, false);
      assert.deepEqual(elsewhere.requests, []);
      await elsewhere.close();
    });
  });

  describe('tells what may be charged for nevertheless', () => {
    const mayCost = (events: readonly ModelEvent[]) => {
      const last = events.at(-1);
      assert.ok(last?.kind === 'failed');
      return last.mayCost;
    };

    it('nothing for what the service refused', async () => {
      for (const status of [400, 401, 429, 500, 529]) {
        api.error(status);
        assert.equal(mayCost(await ask()), undefined, `${status}`);
      }
    });

    it('nothing for what never left the machine', async () => {
      assert.equal(mayCost(await ask({ baseUrl: `http://127.0.0.1:${await closedPort()}` })), undefined);
      assert.equal(mayCost(await ask({}, AbortSignal.abort())), undefined);
    });

    it('nothing where another protocol is spoken, so that no connection stands', async () => {
      assert.equal(mayCost(await ask({ baseUrl: api.url.replace('http:', 'https:') })), undefined);
    });

    it('the prompt that was sent and lost', async () => {
      api.reset();
      assert.equal(mayCost(await ask()), 'prompt');
      api.script({ kind: 'raw', status: 200, headers: { 'content-type': 'text/event-stream' }, body: '' });
      assert.equal(mayCost(await ask()), 'prompt');
    });

    it('the prompt that was sent and hung up on for silence', async () => {
      const timers = new ManualTimers();
      const exchange = api.stall();
      const events = ask({ patience: { idleMs: 90_000, totalMs: 900_000 }, startTimer: timers.start });
      await exchange.received;
      timers.elapse(90_000);
      assert.equal(mayCost(await events), 'prompt');
    });

    it('what was counted, where it was', async () => {
      api.reset('half');
      const last = (await ask()).at(-1);
      assert.ok(last?.kind === 'failed' && last.mayCost === undefined);
      assert.ok(last.usage?.isEstimate);
    });
  });

  describe('from a gateway that streams nothing', () => {
    const json = { 'content-type': 'application/json; charset=utf-8' };
    const message = {
      ...{ type: 'message', model: 'claude-opus-5-5', stop_reason: 'end_turn', stop_details: null },
      content: [
        { type: 'thinking', thinking: 'Hm.' },
        { type: 'text', text: 'whole' },
      ],
      usage: { input_tokens: 50_000, output_tokens: 20_000 },
    };

    it('takes the answer, which is paid for, and its count', async () => {
      api.script({ kind: 'raw', status: 200, headers: json, body: JSON.stringify(message) });
      const [started, ...events] = await ask();
      assert.equal(started?.kind === 'started' && started.model, 'claude-opus-5-5');
      const usage = { inputTokens: 50_000, outputTokens: 20_000, cacheReadTokens: 0, cacheWriteTokens: 0 };
      assert.deepEqual(events, [
        { kind: 'text', text: 'whole' },
        { kind: 'completed', stopReason: 'end_turn', usage },
      ]);
    });

    it('does not ask again for what cannot be read, and takes it for paid', async () => {
      for (const body of ['{"type":"message"', '{"id":1}', 'null']) {
        api.script({ kind: 'raw', status: 200, headers: json, body });
        const events = await ask();
        assertFailed(
          events,
          'model-rejected',
          /answered with application\/json.* where an event stream was due/,
          false,
        );
        const last = events.at(-1);
        assert.ok(last?.kind === 'failed' && last.mayCost === 'answer');
      }
    });

    it('reads an error as one', async () => {
      const error = { type: 'error', error: { type: 'overloaded_error', message: 'M' } };
      api.script({ kind: 'raw', status: 200, headers: json, body: JSON.stringify(error) });
      assertFailed(await ask(), 'model-failed', /overloaded_error: M/, true);
    });
  });

  describe('after the answer has started', () => {
    it('calls an answer cut that ends without message_stop', async () => {
      api.cut('half an answ', { after: 4 });
      const events = await ask();
      assert.equal(textOf(events), 'half');
      assertFailed(events, 'answer-cut', /ended before the message did/, false);
    });

    it('calls an answer cut that ends with a torn connection', async () => {
      api.reset('half');
      const events = await ask();
      assert.equal(textOf(events), 'half');
      assertFailed(events, 'answer-cut', /connection was lost/, false);
    });

    it('does not repeat after an error event, and says what it was', async () => {
      api.errorEvent('half', { type: 'overloaded_error', message: 'Overloaded' });
      const events = await ask();
      assert.equal(textOf(events), 'half');
      assertFailed(events, 'answer-cut', /broke off.*overloaded_error: Overloaded/, false);
    });

    it('calls an answer cut in which something is no event', async () => {
      const start = 'event: message_start\ndata: {"type":"message_start","message":{"model":"m"}}\n\n';
      const headers = { 'content-type': 'text/event-stream' };
      api.script({ kind: 'raw', status: 200, headers, body: `${start}event: x\ndata: [DONE\n\n` });
      assertFailed(await ask(), 'answer-cut', /JSON/, false);
    });

    it('skips events that it does not know', async () => {
      const lines = [
        '{"type":"message_start","message":{"model":"m"}}',
        '{"type":"novelty","delta":{"type":"text_delta","text":"no"}}',
        'null',
        '{"type":"content_block_delta","index":0,"delta":{"type":"citations_delta"}}',
        '{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"yes"}}',
        '{"type":"message_delta","delta":{"stop_reason":"end_turn"}}',
        '{"type":"message_stop"}',
      ];
      const body = lines.map((line) => `event: x\ndata: ${line}\n\n`).join('');
      api.script({ kind: 'raw', status: 200, headers: { 'content-type': 'text/event-stream' }, body });
      assert.deepEqual(await ask(), [
        { kind: 'started', model: 'm', requestId: 'req_fake_0001' },
        { kind: 'text', text: 'yes' },
        { kind: 'completed', stopReason: 'end_turn', usage: undefined },
      ]);
    });
  });

  it('tells what the service says of the limits of the key', async () => {
    const headers = {
      'anthropic-ratelimit-requests-remaining': '49',
      'anthropic-ratelimit-requests-reset': '2026-11-21T10:00:01Z',
      'anthropic-ratelimit-input-tokens-remaining': '0',
      'anthropic-ratelimit-input-tokens-reset': '2026-11-21T10:00:30Z',
      'anthropic-ratelimit-output-tokens-remaining': 'many',
      'anthropic-ratelimit-tokens-remaining': '7',
    };
    api.answer('text', { headers });
    const [started] = await ask();
    assert.ok(started?.kind === 'started');
    assert.deepEqual(started.limits, [
      { of: 'requests', remaining: 49, resetAt: Date.parse('2026-11-21T10:00:01Z') },
      { of: 'input tokens', remaining: 0, resetAt: Date.parse('2026-11-21T10:00:30Z') },
    ]);
  });

  it('tells it of a refusal too', async () => {
    const resetAt = '2026-11-21T10:00:01Z';
    const headers = { 'anthropic-ratelimit-requests-remaining': '0', 'anthropic-ratelimit-requests-reset': resetAt };
    api.error(429, { headers });
    const last = (await ask()).at(-1);
    assert.ok(last?.kind === 'failed');
    assert.deepEqual(last.limits, [{ of: 'requests', remaining: 0, resetAt: Date.parse(resetAt) }]);
  });

  describe('cancelled', () => {
    it('asks nobody when it was cancelled before', async () => {
      const events = await ask({}, AbortSignal.abort());
      assert.deepEqual(events, [CANCELLED]);
      assert.equal(api.requests.length, 0);
    });

    it('hangs up while it waits for the first byte', async () => {
      const exchange = api.stall();
      const abort = new AbortController();
      const events = ask({}, abort.signal);
      await exchange.received;
      abort.abort();
      assert.deepEqual(await events, [{ ...CANCELLED, mayCost: 'prompt' }]);
      assert.equal(await exchange.closed, 'hung-up');
    });

    it('hangs up in the middle of the text', async () => {
      const exchange = api.stall('half');
      const abort = new AbortController();
      const events: ModelEvent[] = [];
      for await (const event of provider().stream(REQUEST, abort.signal)) {
        events.push(event);
        if (event.kind === 'text') abort.abort();
      }
      assert.equal(textOf(events), 'half');
      assert.deepEqual(events.at(-1), CANCELLED_AFTER_TEXT);
      assert.equal(await exchange.closed, 'hung-up');
    });

    it('gives nothing after the signal, even of what has come already', async () => {
      api.answer('0123456789', { deltas: 1 });
      const abort = new AbortController();
      const events: ModelEvent[] = [];
      for await (const event of provider().stream(REQUEST, abort.signal)) {
        events.push(event);
        if (event.kind === 'text') abort.abort();
      }
      const { usage } = CANCELLED_AFTER_TEXT;
      const ended = { ...CANCELLED_AFTER_TEXT, usage: { ...usage, outputTokens: 1 } };
      assert.deepEqual(events.slice(1), [{ kind: 'text', text: '0' }, ended]);
    });

    it('does not know what has been used once the model has thought, of which little or nothing is shown', async () => {
      api.answer('0123456789', { deltas: 1, thinking: '', usage: { input: 40, output: 900 } });
      const abort = new AbortController();
      const events: ModelEvent[] = [];
      for await (const event of provider().stream(REQUEST, abort.signal)) {
        events.push(event);
        if (event.kind === 'text') abort.abort();
      }
      assert.deepEqual(events.at(-1), { ...CANCELLED, mayCost: 'answer' });
    });

    it('hangs up when nobody reads on', async () => {
      const exchange = api.stall('half');
      for await (const event of provider().stream(REQUEST, new AbortController().signal)) {
        if (event.kind === 'text') break;
      }
      assert.equal(await exchange.closed, 'hung-up');
    });
  });

  describe('watching for silence', () => {
    it('gives up on a service that does not answer, and may repeat', async () => {
      const timers = new ManualTimers();
      const exchange = api.stall();
      const events = ask({ patience: { idleMs: 90_000, totalMs: 900_000 }, startTimer: timers.start });
      await exchange.received;
      timers.elapse(90_000);
      assertFailed(await events, 'model-failed', /sent nothing for 90 s/, true);
      assert.equal(await exchange.closed, 'hung-up');
    });

    it('gives up on an answer that stalls', async () => {
      const timers = new ManualTimers();
      api.stall('half');
      const events: ModelEvent[] = [];
      const stream = provider({ startTimer: timers.start }).stream(REQUEST, new AbortController().signal);
      for await (const event of stream) {
        events.push(event);
        if (event.kind === 'text') queueMicrotask(() => timers.elapse());
      }
      assertFailed(events, 'answer-cut', /sent nothing for 120 s/, false);
    });

    it('gives up on an answer that goes on for too long, however lively', async () => {
      const timers = new ManualTimers();
      api.answer('half of it', { gates: [4] });
      const patience = { idleMs: undefined, totalMs: 1_800_000 };
      const ended: ModelEvent[] = [];
      const stream = provider({ patience, startTimer: timers.start }).stream(REQUEST, new AbortController().signal);
      for await (const event of stream) {
        ended.push(event);
        if (event.kind === 'text') queueMicrotask(() => timers.elapse(1_800_000));
      }
      assertFailed(ended, 'answer-cut', /the answer was not whole after 1800 s/, false);
      const last = ended.at(-1);
      assert.ok(last?.kind === 'failed' && last.problem.kind === 'answer-cut' && last.problem.cause === 'time');
      assert.equal(timers.running, 0);
    });

    it('does not ask again for an answer that has taken its whole time without beginning', async () => {
      const timers = new ManualTimers();
      const exchange = api.stall();
      const events = ask({ patience: { idleMs: undefined, totalMs: 1_800_000 }, startTimer: timers.start });
      await exchange.received;
      timers.elapse(1_800_000);
      assertFailed(await events, 'model-failed', /not whole after 1800 s/, false);
    });

    it('takes a ping for a sign of life', async () => {
      const timers = new ManualTimers();
      const exchange = api.answer('some more', { gates: [4] });
      const events = ask({ startTimer: timers.start });
      await exchange.paused();
      for (let ping = 0; ping < 3; ping++) {
        const restarted = timers.next();
        exchange.ping();
        await restarted;
      }
      exchange.open();
      assert.equal(textOf(await events), 'some more');
      assert.equal(timers.running, 0);
    });

    it('does not count the time that the reader takes', async () => {
      const timers = new ManualTimers();
      api.answer('text', { deltas: 1 });
      for await (const _ of provider({ startTimer: timers.start }).stream(REQUEST, new AbortController().signal)) {
        assert.equal(timers.running, 0);
      }
    });
  });
});
