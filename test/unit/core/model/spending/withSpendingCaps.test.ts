import assert from 'node:assert/strict';
import type { Budget } from '../../../../../src/core/config/config';
import type { ModelEvent, ModelProvider, ModelRequest, Usage } from '../../../../../src/core/model/provider';
import { capsFrom } from '../../../../../src/core/model/spending/caps';
import { withSpendingCaps } from '../../../../../src/core/model/spending/withSpendingCaps';
import { MemoryLedger } from '../../../../kit/memoryLedger';

const MODEL = 'claude-opus-5-5';
const NO_CACHE = { cacheReadTokens: 0, cacheWriteTokens: 0 };
const NONE: Budget['user'] = { generation: 'none', session: 'none', day: 'none' };
const started: ModelEvent = { kind: 'started', model: MODEL };

/** Two thousand bytes, so at most 1,500 tokens: $0.0075 written to the cache, and a thousand tokens of answer $0.02. */
const request = (maxTokens = 10_000): ModelRequest => ({
  ...{ model: MODEL, system: 's'.repeat(1_000), user: ['u'.repeat(1_000)], maxTokens },
  purpose: { component: 'cart', phase: 'red' },
});

/** Answers with as many tokens as it may, or as it is told. */
class Service {
  readonly sent: ModelRequest[] = [];

  constructor(
    private readonly outputTokens = Number.POSITIVE_INFINITY,
    private readonly events?: readonly ModelEvent[],
  ) {}

  provider(more: Partial<ModelProvider> = {}): ModelProvider {
    const { sent, outputTokens, events } = this;
    async function* stream(asked: ModelRequest): AsyncGenerator<ModelEvent> {
      sent.push(asked);
      if (events !== undefined) return yield* events;
      yield started;
      const usage: Usage = { inputTokens: 1_000, outputTokens: Math.min(outputTokens, asked.maxTokens), ...NO_CACHE };
      const isCut = outputTokens > asked.maxTokens;
      yield { kind: 'completed', stopReason: isCut ? 'max_tokens' : 'end_turn', usage };
    }
    return { label: 'x', modelName: MODEL, isMetered: true, stream, ...more };
  }
}

let randoms = 0;
const clockAt = (at = '2026-11-21T12:00:00Z') => ({
  now: () => new Date(at),
  random: () => {
    randoms += 0.000_1;
    return randoms % 1;
  },
  sleep: async () => undefined,
});

function guarded(
  provider: ModelProvider,
  user: Budget['user'],
  ledger: MemoryLedger,
  about = { session: 's1', at: '2026-11-21T12:00:00Z' },
) {
  const spending = { caps: capsFrom(user, {}), ledger, session: about.session };
  return withSpendingCaps(provider, spending, clockAt(about.at));
}

async function eventsOf(provider: ModelProvider, asked = request()): Promise<ModelEvent[]> {
  const events: ModelEvent[] = [];
  for await (const event of provider.stream(asked, new AbortController().signal)) events.push(event);
  return events;
}

function capOf(events: readonly ModelEvent[]) {
  const last = events.at(-1);
  return last?.kind === 'failed' && last.problem.kind === 'cap-reached' ? last.problem : undefined;
}

describe('withSpendingCaps', () => {
  it('lets a request through that the caps allow, and keeps what it came to', async () => {
    const [ledger, service] = [new MemoryLedger(), new Service(500)];
    const events = await eventsOf(guarded(service.provider(), { ...NONE, day: 1 }, ledger));
    assert.equal(events.at(-1)?.kind, 'completed');
    assert.equal(service.sent[0]?.maxTokens, 10_000);
    assert.equal(ledger.spent.toFixed(6), '0.014000');
    const states = ledger.lines.map(({ state, session, model }) => [state, session, model]);
    assert.deepEqual(states, [
      ['reserved', 's1', MODEL],
      ['spent', 's1', MODEL],
    ]);
  });

  it('stops before the request, and says which cap, what was spent and what would be needed', async () => {
    const [ledger, service] = [new MemoryLedger(), new Service(500)];
    const provider = guarded(service.provider(), { ...NONE, generation: 0.01 }, ledger);
    const { cap, limit, spent, needed, model } = capOf(await eventsOf(provider)) ?? {};
    assert.deepEqual([cap, limit, spent, needed?.toFixed(4), model], ['generation', 0.01, 0, '0.0475', MODEL]);
    assert.deepEqual([service.sent, ledger.lines], [[], []]);
  });

  it('keeps the answer short enough for what is left, and says so when it is cut there', async () => {
    const [ledger, service] = [new MemoryLedger(), new Service()];
    const events = await eventsOf(guarded(service.provider(), { ...NONE, session: 0.0875 }, ledger));
    assert.equal(service.sent[0]?.maxTokens, 4_000);
    const last = events.at(-1);
    assert.ok(last?.kind === 'failed' && last.problem.kind === 'answer-cut');
    assert.match(last.problem.detail, /ended after 4000 tokens.*caps/);
    assert.ok(last.usage !== undefined);
  });

  it('counts what is asked further to the same generation, and begins anew with the next prompt', async () => {
    const [ledger, service] = [new MemoryLedger(), new Service(4_000)];
    const provider = guarded(service.provider(), { ...NONE, generation: 0.1 }, ledger);
    const first = request();
    assert.equal((await eventsOf(provider, first)).at(-1)?.kind, 'completed');
    const further = { ...first, turns: [{ role: 'user', text: 'go on' } as const] };
    assert.equal(capOf(await eventsOf(provider, further))?.cap, 'generation');
    assert.equal((await eventsOf(provider, request())).at(-1)?.kind, 'completed');
  });

  it('counts each generation by itself where several are under way at the same time', async () => {
    const [ledger, service] = [new MemoryLedger(), new Service(4_000)];
    const provider = guarded(service.provider(), { ...NONE, generation: 0.1 }, ledger);
    const [first, second] = [request(), request()];
    for (const each of [first, second]) assert.equal((await eventsOf(provider, each)).at(-1)?.kind, 'completed');
    for (const each of [first, second]) {
      const further = { ...each, turns: [{ role: 'user', text: 'go on' } as const] };
      const reached = capOf(await eventsOf(provider, further));
      assert.deepEqual([reached?.cap, reached?.spent.toFixed(3)], ['generation', '0.084']);
    }
    assert.equal(service.sent.length, 2);
  });

  it('counts sessions apart, and days together', async () => {
    const ledger = new MemoryLedger();
    const spend = async (caps: Budget['user'], session: string, at: string) =>
      capOf(await eventsOf(guarded(new Service(2_000).provider(), caps, ledger, { session, at }), request(2_000)))?.cap;
    const noon = '2026-11-21T12:00:00Z';
    assert.equal(await spend({ ...NONE, session: 0.05 }, 's1', noon), undefined);
    assert.equal(await spend({ ...NONE, session: 0.05 }, 's1', noon), 'session');
    assert.equal(await spend({ ...NONE, session: 0.05 }, 's2', noon), undefined);
    assert.equal(await spend({ ...NONE, day: 0.1 }, 's3', noon), 'day');
    assert.equal(await spend({ ...NONE, day: 0.1 }, 's3', '2026-11-23T12:00:00Z'), undefined);
  });

  it('lets one of two through that come at the same moment', async () => {
    const ledger = new MemoryLedger();
    const caps = { ...NONE, day: 0.06 };
    const both = [1, 2].map(() => eventsOf(guarded(new Service(2_000).provider(), caps, ledger), request(2_000)));
    const reached = (await Promise.all(both)).map((events) => capOf(events)?.cap);
    assert.deepEqual(reached.sort(), ['day', undefined]);
  });

  it('takes a request whose process died for what it may have cost', async () => {
    const ledger = new MemoryLedger();
    const provider = guarded(new Service(2_000).provider(), { ...NONE, day: 0.06 }, ledger);
    await eventsOf(provider, request(2_000));
    ledger.lines.pop();
    assert.equal(capOf(await eventsOf(provider, request(2_000)))?.cap, 'day');
  });

  it('counts what nobody counted as what it may have cost', async () => {
    const failure = { kind: 'failed', problem: { kind: 'model-rejected', detail: 'no' }, retryable: false } as const;
    const costs = async (events: readonly ModelEvent[]) => {
      const ledger = new MemoryLedger();
      await eventsOf(guarded(new Service(0, events).provider(), { ...NONE, day: 1 }, ledger));
      return ledger.spent.toFixed(4);
    };
    assert.equal(await costs([failure]), '0.0000');
    assert.equal(await costs([{ ...failure, mayCost: 'prompt' }]), '0.0075');
    assert.equal(await costs([{ ...failure, mayCost: 'answer' }]), '0.2075');
    assert.equal(await costs([started, { kind: 'completed', stopReason: 'end_turn', usage: undefined }]), '0.2075');
  });

  it('counts an answer that is hung up on as what it may have cost', async () => {
    const ledger = new MemoryLedger();
    const service = new Service(0, [started, { kind: 'text', text: 'a' }, started]);
    const provider = guarded(service.provider(), { ...NONE, day: 1 }, ledger);
    for await (const event of provider.stream(request(), new AbortController().signal))
      if (event.kind === 'text') break;
    assert.equal(ledger.spent.toFixed(4), '0.2075');
  });

  it('tells what is only set aside apart from what was spent, and counts both against the caps', async () => {
    const ledger = new MemoryLedger();
    const provider = guarded(new Service(500).provider(), { ...NONE, day: 0.25 }, ledger);
    for await (const event of provider.stream(request(), new AbortController().signal)) {
      if (event.kind !== 'started') continue;
      const { amount, reserved } = ledger.total;
      assert.deepEqual([amount, reserved.toFixed(4)], [0, '0.2075']);
      const another = await eventsOf(guarded(new Service(500).provider(), { ...NONE, day: 0.25 }, ledger));
      assert.equal(capOf(another)?.spent.toFixed(4), '0.2075');
    }
    assert.deepEqual([ledger.spent.toFixed(4), ledger.total.reserved], ['0.0140', 0]);
  });

  it('reckons with the densest text, and with the rate beyond a step that it may pass', async () => {
    const ledger = new MemoryLedger();
    const service = new Service(0).provider({ modelName: 'claude-haiku-5-5' });
    // 198,000 bytes may be 148,500 tokens, which cost five times as much as those below 100,000.
    const long = { ...request(8_000), system: '', user: ['9'.repeat(198_000)] };
    const problem = capOf(await eventsOf(guarded(service, { ...NONE, day: 0.02 }, ledger), long));
    assert.equal(problem?.needed?.toFixed(4), ((148_500 * 1.25 * 0.5 + 2_000 * 2.5) / 1e6).toFixed(4));
  });

  it('lets the service count before a cap stands in the way, and believes that', async () => {
    const ledger = new MemoryLedger();
    const service = new Service(500);
    const counted: number[] = [];
    const countTokens = async () => {
      counted.push(600);
      return 600;
    };
    // The prompt may cost 0.0075 by its length, and costs 0.00306 at most by the count; 2,000 tokens of answer cost 0.04.
    const caps = { ...NONE, generation: 0.0431 };
    assert.equal(capOf(await eventsOf(guarded(service.provider(), caps, ledger)))?.needed?.toFixed(5), '0.04750');
    const first = request(2_000);
    const provider = guarded(service.provider({ countTokens }), caps, ledger);
    assert.equal((await eventsOf(provider, first)).at(-1)?.kind, 'completed');
    assert.equal(ledger.lines[0]?.amount?.toFixed(5), '0.04306');
    assert.equal(capOf(await eventsOf(provider, first))?.cap, 'generation');
    assert.equal(counted.length, 1, 'what is asked again is not counted again');
  });

  it('asks for no count where no cap is near, and remembers one that was made before', async () => {
    const ledger = new MemoryLedger();
    let counted = 0;
    const countTokens = async () => {
      counted++;
      return 600;
    };
    const provider = guarded(new Service(500).provider({ countTokens }), { ...NONE, day: 1 }, ledger);
    await eventsOf(provider);
    assert.deepEqual([counted, ledger.lines[0]?.amount?.toFixed(5)], [0, '0.20750']);
    const first = request();
    await provider.countTokens?.(first, new AbortController().signal);
    await eventsOf(provider, { ...first, turns: [{ role: 'user', text: 'x'.repeat(1_000) }] });
    const input = 600 * 1.02 + 750;
    assert.deepEqual([counted, ledger.lines[2]?.amount?.toFixed(5)], [1, ((input * 5) / 1e6 + 0.2).toFixed(5)]);
  });

  it('prices an answer by the model that gave it, where that is known', async () => {
    const ledger = new MemoryLedger();
    const provider = new Service(500).provider({ modelName: 'claude-haiku-4-5' });
    await eventsOf(guarded(provider, { ...NONE, day: 1 }, ledger));
    assert.equal(ledger.spent.toFixed(4), '0.0140', 'the service says that Opus answered');
  });

  it('of a price that nobody knows: stops for a cap that somebody set, and not for the usual ones', async () => {
    const usage: Usage = { inputTokens: 1_000, outputTokens: 500, ...NO_CACHE };
    const events: ModelEvent[] = [
      { kind: 'started', model: 'own-model' },
      { kind: 'completed', stopReason: 'end_turn', usage },
    ];
    const [ledger, service] = [new MemoryLedger(), new Service(500, events)];
    const unknown = service.provider({ modelName: 'own-model' });
    const problem = capOf(await eventsOf(guarded(unknown, { day: 5 }, ledger)));
    assert.deepEqual([problem?.cap, problem?.limit, problem?.needed], ['day', 5, undefined]);
    assert.equal(service.sent.length, 0);
    assert.equal((await eventsOf(guarded(unknown, {}, ledger))).at(-1)?.kind, 'completed');
    assert.deepEqual(ledger.total, { amount: 0, reserved: 0, unpriced: 1 });
  });

  it('counts no answer of an unknown price where none came', async () => {
    const refused: ModelEvent = { kind: 'failed', problem: { kind: 'model-rejected', detail: 'no' }, retryable: false };
    const ledger = new MemoryLedger();
    await eventsOf(guarded(new Service(0, [refused]).provider({ modelName: 'own-model' }), {}, ledger));
    assert.deepEqual(ledger.total, { amount: 0, reserved: 0, unpriced: 0 });
  });

  it('has nothing to say where nothing is paid', async () => {
    const ledger = new MemoryLedger();
    const provider = guarded(new Service(500).provider({ isMetered: false }), { day: 0 }, ledger);
    assert.equal((await eventsOf(provider)).at(-1)?.kind, 'completed');
    assert.deepEqual(ledger.lines, []);
  });
});
