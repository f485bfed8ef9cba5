import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Problem } from '../../../../src/core/errors';
import type { ModelEvent, ModelProvider, ModelRequest } from '../../../../src/core/model/provider';
import type { Recording } from '../../../../src/core/model/recording';
import { parseRecording, printRecording } from '../../../../src/core/model/recording';
import { replayProvider } from '../../../../src/core/model/replayProvider';
import { withRecording } from '../../../../src/core/model/withRecording';
import { must } from '../../../kit/must';

const SECRET = 'my-secret-key-0815';
const USAGE = { inputTokens: 10, outputTokens: 5, cacheReadTokens: 1, cacheWriteTokens: 2 };
const ANSWER: readonly ModelEvent[] = [
  { kind: 'retrying', attempt: 2, of: 3, delayMs: 5, reason: 'busy', cause: 'limit' },
  { kind: 'waiting', delayMs: undefined, reason: 'others' },
  { kind: 'started', model: 'claude-sonnet-5-5' },
  { kind: 'text', text: 'an ' },
  { kind: 'text', text: 'answer\n' },
  { kind: 'completed', stopReason: 'end_turn', usage: USAGE },
];
const BROKEN: readonly ModelEvent[] = [
  { kind: 'failed', problem: { kind: 'answer-cut', detail: 'x', cause: 'silence' }, retryable: false, usage: USAGE },
];

const request = (component = 'cart', phase = 'red'): ModelRequest => ({
  ...{ model: 'm', system: 's', user: [`the prompt with ${SECRET}`], maxTokens: 1 },
  purpose: { component, phase },
});

async function eventsOf(provider: ModelProvider, asked = request(), signal = new AbortController().signal) {
  const events: ModelEvent[] = [];
  for await (const event of provider.stream(asked, signal)) events.push(event);
  return events;
}

function answering(...answers: readonly (readonly ModelEvent[])[]): ModelProvider {
  const left = [...answers];
  return {
    ...{ label: 'Claude', modelName: 'm', isMetered: true },
    async *stream() {
      yield* left.shift() ?? [];
    },
  };
}

describe('recording a run', () => {
  let saved: string;
  const record = (service: ModelProvider) =>
    withRecording(service, {
      secrets: () => [SECRET],
      save: async (recording) => {
        saved = printRecording(recording);
      },
    });

  it('and replaying it gives the same events, answer by answer', async () => {
    const service = record(answering(ANSWER, BROKEN, ANSWER));
    assert.deepEqual(await eventsOf(service), ANSWER);
    await eventsOf(service, request('cart', 'green'));
    await eventsOf(service);
    const replayed = replayProvider(must(parseRecording(saved)));
    assert.deepEqual([replayed.isMetered, replayed.isFree], [true, true]);
    assert.deepEqual(await eventsOf(replayed), ANSWER);
    assert.deepEqual(await eventsOf(replayed), ANSWER);
    assert.deepEqual(await eventsOf(replayed, request('cart', 'green')), BROKEN);
    const [missing] = await eventsOf(replayed);
    assert.ok(missing?.kind === 'failed' && missing.problem.kind === 'recording-missing');
  });

  it('keeps no prompt and no secret, wherever a piece of text ends', async () => {
    for (let cut = 0; cut <= SECRET.length; cut++) {
      await eventsOf(
        record(
          answering([
            { kind: 'started', model: SECRET },
            { kind: 'text', text: `a ${SECRET.slice(0, cut)}` },
            { kind: 'text', text: `${SECRET.slice(cut)} b` },
            { kind: 'failed', problem: { kind: 'model-failed', detail: SECRET, attempts: 1 }, retryable: true },
          ]),
        ),
      );
      assert.doesNotMatch(saved, /secret|the prompt/);
      assert.match(saved, /a \[redacted 1\] b/);
    }
  });

  for (const code of [
    'CONSTRAINT pk_customer_order_line_items PRIMARY KEY (id), sk_customer_order_line_items INT',
    '// Basic configuration of the cart',
    "login('a', password: 'correct horse')",
    "isStrong({ password: 'short' }) !== isStrong({ password: 'long-Enough-1!' })",
    'DATABASE_URL=postgres://shop:shop-password@localhost/shop\nAPI_KEY=test-api-key-1',
  ]) {
    it(`keeps code as it is, so that its replay is the same: ${code.slice(0, 40)}`, async () => {
      const answer: readonly ModelEvent[] = [{ kind: 'text', text: code }];
      await eventsOf(record(answering(answer)));
      const kept = must(parseRecording(saved));
      assert.deepEqual(await eventsOf(replayProvider(kept)), answer);
      assert.equal(kept.isAltered, false);
      assert.doesNotMatch(replayProvider(kept).label, /taken out/);
    });
  }

  it('gives each secret that it takes out a name of its own, the same in each answer, and says so at the replay', async () => {
    const [one, two] = ['sk-ant-api03-abcdefghijklmnop', `ghp_${'a1'.repeat(15)}`];
    const service = record(
      answering([{ kind: 'text', text: `${one} ${two} ${SECRET}` }], [{ kind: 'text', text: two }]),
    );
    await eventsOf(service);
    await eventsOf(service);
    const kept = must(parseRecording(saved));
    const replayed = replayProvider(kept);
    assert.deepEqual(await eventsOf(replayed), [{ kind: 'text', text: '[redacted 2] [redacted 3] [redacted 1]' }]);
    assert.deepEqual(await eventsOf(replayed), [{ kind: 'text', text: '[redacted 3]' }]);
    assert.equal(kept.isAltered, true);
    assert.match(replayed.label, /secrets were taken out of it, so the verdict may be another one/);
  });

  for (const problem of [
    { kind: 'access-refused', detail: 'd', remedy: 'sign in' },
    { kind: 'writer-failed', detail: 'd', remedy: 'try it' },
    { kind: 'cap-reached', cap: 'day', limit: 5, spent: 4.5, needed: 1, model: 'm' },
    { kind: 'cap-reached', cap: 'session', limit: 5, spent: 4.5, needed: undefined, model: 'm' },
    { kind: 'key-refused', detail: 'd' },
    { kind: 'model-failed', detail: 'd', attempts: 2, cause: 'offline' },
  ] as const satisfies readonly Problem[]) {
    it(`and replaying it ends with the same problem: ${problem.kind}`, async () => {
      await eventsOf(record(answering([{ kind: 'failed', problem, retryable: false }])));
      const [event] = await eventsOf(replayProvider(must(parseRecording(saved))));
      assert.deepEqual(event, { kind: 'failed', problem, retryable: false });
    });
  }

  it('keeps what came of an answer that nobody waited for', async () => {
    for await (const event of record(answering(ANSWER)).stream(request(), new AbortController().signal)) {
      if (event.kind === 'text') break;
    }
    assert.deepEqual(must(parseRecording(saved)).requests[0]?.events, ANSWER.slice(0, 4));
  });

  it('ends when it is cancelled', async () => {
    const recording: Recording = {
      isMetered: false,
      isAltered: false,
      requests: [{ component: 'cart', phase: 'red', events: ANSWER }],
    };
    assert.deepEqual(await eventsOf(replayProvider(recording), request(), AbortSignal.abort()), [
      { kind: 'failed', problem: { kind: 'cancelled' }, retryable: false },
    ]);
  });
});

describe('a recording that somebody sent', () => {
  const HEAD = '{"agentforge_recording":1}';

  for (const [what, text, problem] of [
    ['nothing', '', /no recording of this version/],
    ['another file', 'hello', /line 1 is no JSON/],
    ['of another version', '{"agentforge_recording":2}', /no recording of this version/],
    ['with a line that is none', `${HEAD}\n{`, /line 2 is no JSON/],
    ['with a request that is none', `${HEAD}\n{"component":"cart","phase":"red"}`, /line 2 is no request/],
    ['with an event that is none', `${HEAD}\n{"component":"a","phase":"b","events":[{"kind":"x"}]}`, /line 2/],
    ['with null', `${HEAD}\nnull`, /line 2/],
  ] as const) {
    it(`is a problem when it is ${what}`, () => {
      const parsed = parseRecording(text);
      assert.match(parsed.ok ? '' : parsed.problem, problem);
    });
  }

  it('can hold only what a service can say', () => {
    const events = [
      { kind: 'failed', problem: { kind: 'write-failed', path: '/etc/passwd', detail: 'x' } },
      { kind: 'text', text: 5 },
      { kind: 'retrying', attempt: 'x', delayMs: null },
    ];
    const parsed = must(parseRecording(`${HEAD}\n${JSON.stringify({ component: 'a', phase: 'b', events })}`));
    assert.deepEqual(parsed.requests[0]?.events, [
      { kind: 'failed', problem: { kind: 'model-rejected', detail: 'x' }, retryable: false },
      { kind: 'text', text: '' },
      { kind: 'retrying', attempt: 0, of: 0, delayMs: 0, reason: '' },
    ]);
  });

  it('never throws, whatever it is', () => {
    fc.assert(fc.property(fc.json(), (json) => void parseRecording(`${HEAD}\n${json}`)));
    fc.assert(
      fc.property(
        fc.json(),
        (json) => void parseRecording(`${HEAD}\n{"component":"a","phase":"b","events":[${json}]}`),
      ),
    );
  });
});
