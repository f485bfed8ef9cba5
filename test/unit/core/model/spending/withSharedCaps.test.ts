import assert from 'node:assert/strict';
import type { ModelEvent, ModelProvider, ModelRequest } from '../../../../../src/core/model/provider';
import { capsFrom } from '../../../../../src/core/model/spending/caps';
import { withSharedCaps } from '../../../../../src/core/model/spending/withSharedCaps';
import { withSpendingCaps } from '../../../../../src/core/model/spending/withSpendingCaps';
import { MemoryLedger } from '../../../../kit/memoryLedger';
import { nextTurn } from '../../../../kit/nextTurn';

const MODEL = 'claude-opus-5-5';
const signal = new AbortController().signal;
/** At most $0.2, with the longest answer. */
const request = (component: string): ModelRequest => ({
  ...{ model: MODEL, system: 's', user: [component], maxTokens: 10_000 },
  purpose: { component, phase: 'red' },
});

describe('a cap that several share who ask at the same time', () => {
  let ledger: MemoryLedger;
  let open: Map<string, () => void>;
  let sent: string[];

  /** Answers of a hundred tokens, each when it is let. */
  function provider(session: number): ModelProvider {
    async function* stream({ purpose: { component } }: ModelRequest): AsyncGenerator<ModelEvent> {
      sent.push(component);
      yield { kind: 'started', model: MODEL };
      await new Promise<void>((resolve) => open.set(component, resolve));
      const usage = { inputTokens: 100, outputTokens: 100, cacheReadTokens: 0, cacheWriteTokens: 0 };
      yield { kind: 'completed', stopReason: 'end_turn', usage };
    }
    let randoms = 0;
    const clock = { now: () => new Date('2026-11-21T12:00:00Z'), random: () => ++randoms / 100, sleep: async () => {} };
    const caps = capsFrom({ generation: 'none', day: 'none', session }, {});
    const service = { label: 'x', modelName: MODEL, isMetered: true, stream };
    return withSharedCaps(withSpendingCaps(service, { caps, ledger, session: 's1' }, clock));
  }

  beforeEach(() => {
    ledger = new MemoryLedger();
    open = new Map();
    sent = [];
  });

  async function kindsOf(events: AsyncIterable<ModelEvent>): Promise<string[]> {
    const kinds: string[] = [];
    for await (const event of events) kinds.push(event.kind);
    return kinds;
  }

  it('leaves no room for another one while an answer is under way, so its end is waited for', async () => {
    const shared = provider(0.22);
    const cart = kindsOf(shared.stream(request('cart'), signal));
    await nextTurn();
    const mail = kindsOf(shared.stream(request('mail'), signal));
    await nextTurn();
    assert.deepEqual(sent, ['cart']);
    open.get('cart')?.();
    assert.deepEqual(await cart, ['started', 'completed']);
    await nextTurn();
    assert.deepEqual(sent, ['cart', 'mail']);
    open.get('mail')?.();
    assert.deepEqual(await mail, ['waiting', 'started', 'completed']);
    assert.ok(ledger.spent <= 0.22);
  });

  it('stops who finds it reached when nobody else is under way, and who is cancelled while waiting', async () => {
    const shared = provider(0.01);
    assert.deepEqual(await kindsOf(shared.stream(request('cart'), signal)), ['failed']);
    const roomy = provider(0.22);
    const cart = kindsOf(roomy.stream(request('cart'), signal));
    await nextTurn();
    const cancelled = new AbortController();
    const mail = kindsOf(roomy.stream(request('mail'), cancelled.signal));
    await nextTurn();
    cancelled.abort();
    assert.deepEqual(await mail, ['waiting', 'failed']);
    open.get('cart')?.();
    await cart;
    assert.deepEqual(sent, ['cart']);
  });
});
