import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import fc from 'fast-check';
import type { Clock } from '../../../src/core/lib/clock';
import type { ModelEvent, ModelRequest } from '../../../src/core/model/provider';
import { withRetry } from '../../../src/core/model/withRetry';
import type { AnthropicProviderOptions } from '../../../src/node/anthropicProvider';
import { createAnthropicProvider } from '../../../src/node/anthropicProvider';
import { repositoryRoot } from '../../kit/editor/repositoryRoot';
import type { Script } from '../../kit/fakeMessages/script';
import type { RunningFakeMessages } from '../../kit/fakeMessages/startFakeMessages';
import { startFakeMessages } from '../../kit/fakeMessages/startFakeMessages';

const KEY = 'sk-ant-test-0123456789';
const SOAK = process.env['AGENTFORGE_SOAK'] === '1';
const REQUEST: ModelRequest = {
  model: 'claude-sonnet-5-5',
  system: 'You write tests.',
  user: 'Write one.',
  maxTokens: 32_000,
  purpose: { component: 'escalation_domain', phase: 'red' },
};

describe('the Anthropic provider', () => {
  let api: RunningFakeMessages;

  beforeEach(async () => {
    api = await startFakeMessages();
  });

  afterEach(() => api.close());

  function provider(options: Partial<AnthropicProviderOptions> = {}) {
    return createAnthropicProvider({ apiKey: KEY, model: REQUEST.model, baseUrl: api.url, ...options });
  }

  async function ask(options: Partial<AnthropicProviderOptions> = {}, signal = new AbortController().signal) {
    return eventsOf(provider(options).stream(REQUEST, signal));
  }

  it('streams the text, then tells the stop reason and the usage', async () => {
    api.answer('Hello, wörld', { deltas: 5, usage: { input: 7, cacheWrite: 20, cacheRead: 100, output: 9 } });
    assert.deepEqual(await ask(), [
      { kind: 'started', model: 'claude-sonnet-5-5' },
      { kind: 'text', text: 'Hello' },
      { kind: 'text', text: ', wör' },
      { kind: 'text', text: 'ld' },
      { kind: 'completed', stopReason: 'end_turn', usage: { inputTokens: 127, outputTokens: 9 } },
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

  describe('before the answer has started', () => {
    const worthRepeating = [408, 409, 429, 500, 502, 503, 504, 529];
    for (const status of worthRepeating) {
      it(`may repeat after ${status}`, async () => {
        api.error(status, { message: 'Busy.' });
        assertFailed(await ask(), 'model-failed', new RegExp(`^${status} .*: Busy\\. \\(request req_`), true);
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
        { kind: 'started', model: 'm' },
        { kind: 'text', text: 'yes' },
        { kind: 'completed', stopReason: 'end_turn', usage: undefined },
      ]);
    });
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
      assert.deepEqual(await events, [CANCELLED]);
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
      assert.deepEqual(events.at(-1), CANCELLED);
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
      assert.deepEqual(events.slice(1), [{ kind: 'text', text: '0' }, CANCELLED]);
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
      const events = ask({ idleMs: 90_000, startTimer: timers.start });
      await exchange.received;
      timers.elapse();
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

  it('reads nothing from the environment and prints nothing', async function () {
    this.timeout(20_000);
    api.answer('fine');
    const program = `
      const { createAnthropicProvider } = require('./src/node/anthropicProvider.ts');
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

const CANCELLED: ModelEvent = { kind: 'failed', problem: { kind: 'cancelled' }, retryable: false };

async function eventsOf(stream: AsyncIterable<ModelEvent>): Promise<ModelEvent[]> {
  const events: ModelEvent[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

function textOf(events: readonly ModelEvent[]): string {
  return events.map((event) => (event.kind === 'text' ? event.text : '')).join('');
}

function kindsOf(events: readonly ModelEvent[]): string[] {
  return events.map((event) => (event.kind === 'failed' ? event.problem.kind : event.kind));
}

/** The stream ends with one failure of the kind; returns its detail. */
function assertFailed(events: readonly ModelEvent[], kind: string, detail: RegExp, retryable: boolean): string {
  const last = events.at(-1);
  assert.ok(last?.kind === 'failed', JSON.stringify(events));
  assert.equal(events.filter((event) => event.kind === 'failed' || event.kind === 'completed').length, 1);
  assert.equal(last.problem.kind, kind);
  assert.equal(last.retryable, retryable);
  assert.ok('detail' in last.problem);
  assert.match(last.problem.detail, detail);
  return last.problem.detail;
}

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** Timers that elapse when the test says so. */
class ManualTimers {
  readonly #waiting = new Set<() => void>();
  #onStart: () => void = () => {};

  readonly start = (_ms: number, onElapsed: () => void) => {
    this.#waiting.add(onElapsed);
    this.#onStart();
    return () => this.#waiting.delete(onElapsed);
  };

  get running(): number {
    return this.#waiting.size;
  }

  /** Resolves when a timer is started. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.#onStart = resolve;
    });
  }

  elapse(): void {
    assert.ok(this.#waiting.size > 0, 'no timer runs');
    for (const onElapsed of this.#waiting) onElapsed();
  }
}
