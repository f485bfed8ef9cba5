import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ok } from '../../../../../src/core/lib/result';
import type { ModelEvent, ModelProvider, ModelRequest, Usage } from '../../../../../src/core/model/provider';
import type { CapsWish } from '../../../../../src/core/model/spending/caps';
import { capsFrom } from '../../../../../src/core/model/spending/caps';
import type { LedgerLine, SpendingLedger } from '../../../../../src/core/model/spending/ledger';
import { spentIn } from '../../../../../src/core/model/spending/ledger';
import { withSpendingCaps } from '../../../../../src/core/model/spending/withSpendingCaps';

const MODEL = 'claude-opus-5-5';
const NO_CACHE = { cacheReadTokens: 0, cacheWriteTokens: 0 };
const NONE: CapsWish = { generation: 'none', session: 'none', day: 'none' };
const started: ModelEvent = { kind: 'started', model: MODEL };

/** Two thousand bytes, so at most a thousand tokens: $0.005 written to the cache, and a thousand tokens of answer $0.02. */
const request = (maxTokens = 10_000): ModelRequest => ({
  ...{ model: MODEL, system: 's'.repeat(1_000), user: ['u'.repeat(1_000)], maxTokens },
  purpose: { component: 'cart', phase: 'red' },
});

class Ledger implements SpendingLedger {
  readonly lines: LedgerLine[] = [];

  async append(line: LedgerLine) {
    this.lines.push(line);
    return ok(undefined);
  }

  async read() {
    return [[...this.lines]];
  }

  get spent(): number {
    return spentIn([this.lines], () => true).amount;
  }
}

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
  user: CapsWish,
  ledger: Ledger,
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
    const [ledger, service] = [new Ledger(), new Service(500)];
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
    const [ledger, service] = [new Ledger(), new Service(500)];
    const provider = guarded(service.provider(), { ...NONE, generation: 0.01 }, ledger);
    const { cap, limit, spent, needed, model } = capOf(await eventsOf(provider)) ?? {};
    assert.deepEqual([cap, limit, spent, needed?.toFixed(4), model], ['generation', 0.01, 0, '0.0450', MODEL]);
    assert.deepEqual([service.sent, ledger.lines], [[], []]);
  });

  it('keeps the answer short enough for what is left, and says so when it is cut there', async () => {
    const [ledger, service] = [new Ledger(), new Service()];
    const events = await eventsOf(guarded(service.provider(), { ...NONE, session: 0.085 }, ledger));
    assert.equal(service.sent[0]?.maxTokens, 4_000);
    const last = events.at(-1);
    assert.ok(last?.kind === 'failed' && last.problem.kind === 'answer-cut');
    assert.match(last.problem.detail, /ended after 4000 tokens.*caps/);
    assert.ok(last.usage !== undefined);
  });

  it('counts what is asked further to the same generation, and begins anew with the next prompt', async () => {
    const [ledger, service] = [new Ledger(), new Service(4_000)];
    const provider = guarded(service.provider(), { ...NONE, generation: 0.1 }, ledger);
    const first = request();
    assert.equal((await eventsOf(provider, first)).at(-1)?.kind, 'completed');
    const further = { ...first, turns: [{ role: 'user', text: 'go on' } as const] };
    assert.equal(capOf(await eventsOf(provider, further))?.cap, 'generation');
    assert.equal((await eventsOf(provider, request())).at(-1)?.kind, 'completed');
  });

  it('counts sessions apart, and days together', async () => {
    const ledger = new Ledger();
    const spend = async (caps: CapsWish, session: string, at: string) =>
      capOf(await eventsOf(guarded(new Service(2_000).provider(), caps, ledger, { session, at }), request(2_000)))?.cap;
    const noon = '2026-11-21T12:00:00Z';
    assert.equal(await spend({ ...NONE, session: 0.05 }, 's1', noon), undefined);
    assert.equal(await spend({ ...NONE, session: 0.05 }, 's1', noon), 'session');
    assert.equal(await spend({ ...NONE, session: 0.05 }, 's2', noon), undefined);
    assert.equal(await spend({ ...NONE, day: 0.1 }, 's3', noon), 'day');
    assert.equal(await spend({ ...NONE, day: 0.1 }, 's3', '2026-11-23T12:00:00Z'), undefined);
  });

  it('lets one of two through that come at the same moment', async () => {
    const ledger = new Ledger();
    const caps = { ...NONE, day: 0.06 };
    const both = [1, 2].map(() => eventsOf(guarded(new Service(2_000).provider(), caps, ledger), request(2_000)));
    const reached = (await Promise.all(both)).map((events) => capOf(events)?.cap);
    assert.deepEqual(reached.sort(), ['day', undefined]);
  });

  it('takes a request whose process died for what it may have cost', async () => {
    const ledger = new Ledger();
    const provider = guarded(new Service(2_000).provider(), { ...NONE, day: 0.06 }, ledger);
    await eventsOf(provider, request(2_000));
    ledger.lines.pop();
    assert.equal(capOf(await eventsOf(provider, request(2_000)))?.cap, 'day');
  });

  it('counts a refused request as nothing, and one that was hung up on as what it may have cost', async () => {
    const rejected: ModelEvent = {
      kind: 'failed',
      problem: { kind: 'model-rejected', detail: 'no' },
      retryable: false,
    };
    const refused = new Ledger();
    await eventsOf(guarded(new Service(0, [rejected]).provider(), { ...NONE, day: 1 }, refused));
    assert.equal(refused.spent, 0);
    const left = new Ledger();
    const provider = guarded(
      new Service(0, [started, { kind: 'text', text: 'a' }, started]).provider(),
      { ...NONE, day: 1 },
      left,
    );
    for await (const event of provider.stream(request(), new AbortController().signal))
      if (event.kind === 'text') break;
    assert.equal(left.spent.toFixed(3), '0.205');
  });

  it('of a price that nobody knows: stops for a cap that somebody set, and not for the usual ones', async () => {
    const [ledger, service] = [new Ledger(), new Service(500)];
    const unknown = service.provider({ modelName: 'own-model' });
    const problem = capOf(await eventsOf(guarded(unknown, { day: 5 }, ledger)));
    assert.deepEqual([problem?.cap, problem?.limit, problem?.needed], ['day', 5, undefined]);
    assert.equal(service.sent.length, 0);
    assert.equal((await eventsOf(guarded(unknown, {}, ledger))).at(-1)?.kind, 'completed');
    assert.deepEqual(
      spentIn([ledger.lines], () => true),
      { amount: 0, unpriced: 1 },
    );
  });

  it('has nothing to say where nothing is paid', async () => {
    const ledger = new Ledger();
    const provider = guarded(new Service(500).provider({ isMetered: false }), { day: 0 }, ledger);
    assert.equal((await eventsOf(provider)).at(-1)?.kind, 'completed');
    assert.deepEqual(ledger.lines, []);
  });

  it('never lets more be spent than the caps allow, whatever is asked and answered', async () => {
    const cap = fc.double({ min: 0, max: 0.5, noNaN: true });
    const asked = fc.record({
      ...{ output: fc.integer({ min: 0, max: 40_000 }), maxTokens: fc.integer({ min: 1, max: 32_000 }) },
      session: fc.constantFrom('s1', 's2'),
    });
    await fc.assert(
      fc.asyncProperty(cap, cap, fc.array(asked, { maxLength: 8 }), fc.boolean(), async (session, day, all, atOnce) => {
        const ledger = new Ledger();
        const run = (each: (typeof all)[number]) => {
          const about = { session: each.session, at: '2026-11-21T12:00:00Z' };
          const caps: CapsWish = { generation: 'none', session, day };
          return eventsOf(guarded(new Service(each.output).provider(), caps, ledger, about), request(each.maxTokens));
        };
        if (atOnce) await Promise.all(all.map(run));
        else for (const each of all) await run(each);
        const spentBy = (of: string) => spentIn([ledger.lines], (line) => line.session === of).amount;
        assert.ok(ledger.spent <= day + 1e-6, `${ledger.spent} of ${day}`);
        for (const of of ['s1', 's2']) assert.ok(spentBy(of) <= session + 1e-6);
      }),
      { numRuns: 60 },
    );
  });
});
