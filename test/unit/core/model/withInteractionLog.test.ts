import assert from 'node:assert/strict';
import type { Interaction } from '../../../../src/core/model/interaction';
import type { ModelEvent, ModelRequest } from '../../../../src/core/model/provider';
import { withInteractionLog } from '../../../../src/core/model/withInteractionLog';

const REQUEST: ModelRequest = {
  model: 'claude-sonnet-5-5',
  system: 'system, ',
  user: ['one, ', 'two with my-secret-key'],
  turns: [{ role: 'user', text: ', more' }],
  maxTokens: 100,
  purpose: { component: 'cart', phase: 'red' },
};
const USAGE = { inputTokens: 1_000_000, outputTokens: 100_000, cacheReadTokens: 0, cacheWriteTokens: 0 };

describe('the interaction log around a service', () => {
  let kept: Interaction[];
  beforeEach(() => {
    kept = [];
  });

  function around(events: readonly ModelEvent[]) {
    let now = 1_000;
    return withInteractionLog(
      {
        label: 'Claude (claude-sonnet-5-5)',
        modelName: 'claude-sonnet-5-5',
        isMetered: true,
        async *stream() {
          for (const event of events) {
            now += 250;
            yield event;
          }
        },
      },
      {
        log: { add: async (each) => void kept.push(each) },
        clock: { now: () => new Date(now) },
        secrets: () => ['my-secret-key'],
      },
    );
  }

  const ask = async (events: readonly ModelEvent[]) => {
    const passed: ModelEvent[] = [];
    for await (const event of around(events).stream(REQUEST, new AbortController().signal)) passed.push(event);
    return passed;
  };

  it('keeps an answer with all that there is to know, and passes it on as it is', async () => {
    const events: ModelEvent[] = [
      { kind: 'retrying', attempt: 2, of: 3, delayMs: 1, reason: 'busy' },
      { kind: 'started', model: 'claude-sonnet-5-5-20261001', requestId: 'req_1' },
      { kind: 'text', text: 'an ' },
      { kind: 'text', text: 'answer with my-secret-key' },
      { kind: 'completed', stopReason: 'end_turn', usage: USAGE },
    ];
    assert.deepEqual(await ask(events), events);
    assert.deepEqual(kept, [
      {
        at: '1970-01-01T00:00:01.000Z',
        durationMs: 1_250,
        component: 'cart',
        phase: 'red',
        provider: 'Claude (claude-sonnet-5-5)',
        model: 'claude-sonnet-5-5-20261001',
        usage: USAGE,
        cost: 3,
        stop: 'end_turn',
        requestId: 'req_1',
        retries: 1,
        prompt: 'system,\n\none, two with [redacted]\n\n, more',
        answer: 'an answer with [redacted]',
      },
    ]);
  });

  it('keeps a failure with its problem, without the key that it repeats', async () => {
    await ask([{ kind: 'failed', problem: { kind: 'key-refused', detail: 'no my-secret-key' }, retryable: false }]);
    assert.equal(kept[0]?.stop, 'key-refused: no [redacted]');
    assert.equal(kept[0]?.answer, '');
    assert.equal(kept[0]?.cost, undefined);
  });

  it('has no key in the name that the service gives its model', async () => {
    await ask([{ kind: 'started', model: 'm for my-secret-key' }]);
    assert.equal(kept[0]?.model, 'm for [redacted]');
  });

  it('keeps what came of an answer that nobody waited for', async () => {
    const stream = around([
      { kind: 'started', model: 'm' },
      { kind: 'text', text: 'half' },
      { kind: 'text', text: ' and half' },
    ]).stream(REQUEST, new AbortController().signal);
    for await (const event of stream) if (event.kind === 'text') break;
    assert.deepEqual(
      kept.map(({ answer, stop }) => [answer, stop]),
      [['half', 'nobody waited for the end']],
    );
  });

  it('does not know the cost of a model without a known price', async () => {
    await ask([
      { kind: 'started', model: 'unheard-of' },
      { kind: 'completed', stopReason: 'refusal', stopDetail: 'no', usage: USAGE },
    ]);
    assert.equal(kept[0]?.cost, undefined);
    assert.equal(kept[0]?.stop, 'refusal: no');
  });
});
