import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Budget, RetryPolicy } from '../../../../src/core/config/config';
import type { Clock } from '../../../../src/core/lib/clock';
import { equipped } from '../../../../src/core/model/equipped';
import type { KeyMemory } from '../../../../src/core/model/keyMemories';
import { KeyMemories } from '../../../../src/core/model/keyMemories';
import { costOf } from '../../../../src/core/model/price';
import type { ModelEvent, ModelProvider, ModelRequest, Usage } from '../../../../src/core/model/provider';
import { requestText } from '../../../../src/core/model/requestText';
import { capsFrom } from '../../../../src/core/model/spending/caps';
import { MemoryLedger } from '../../../kit/memoryLedger';
import { memoryMeasures } from '../../../kit/memoryMeasures';

type Failed = Extract<ModelEvent, { kind: 'failed' }>;

const MODEL = 'claude-opus-5-5';
const NONE: Budget['user'] = { generation: 'none', session: 'none', day: 'none' };
const STARTED: ModelEvent = { kind: 'started', model: MODEL };
const RETRY: RetryPolicy = { maxAttempts: 50, baseDelayMs: 1, maxDelayMs: 1 };

/** Nothing came of the request; the service may have read it. */
const SILENT: Failed = {
  kind: 'failed',
  problem: { kind: 'model-failed', detail: 'the service sent nothing for 120 s', attempts: 1 },
  retryable: true,
  mayCost: 'prompt',
};
const UNREACHED: Failed = {
  kind: 'failed',
  problem: { kind: 'model-failed', detail: 'no connection', attempts: 1, cause: 'offline' },
  retryable: true,
};

/** Two thousand bytes. */
function request(about: Partial<ModelRequest> = {}): ModelRequest {
  return {
    ...{ model: MODEL, system: 's'.repeat(1_000), user: ['u'.repeat(1_000)], maxTokens: 10_000 },
    ...{ purpose: { component: 'cart', phase: 'red' }, ...about },
  };
}

let chances = 0;
/** Waits that are over at once; no two chances are alike. */
const clock: Clock = {
  now: () => new Date('2026-11-21T12:00:00Z'),
  random: () => (chances++ % 1e6) / 1e6,
  sleep: async (_ms, signal) => signal.throwIfAborted(),
};

interface Circumstances {
  readonly caps?: Budget['user'];
  readonly session?: string;
  readonly memory?: KeyMemory;
  readonly retry?: RetryPolicy;
}

function withEverything(
  stream: ModelProvider['stream'],
  ledger: MemoryLedger,
  { caps = NONE, session = 's1', memory = new KeyMemories(clock).of('key'), retry = RETRY }: Circumstances = {},
): ModelProvider {
  const service: ModelProvider = { label: 'scripted', modelName: MODEL, isMetered: true, stream };
  const spending = { caps: capsFrom({ ...NONE, ...caps }, {}), ledger, session };
  return equipped(service, { retry, clock, memory, spending, measures: memoryMeasures() });
}

async function eventsOf(
  provider: ModelProvider,
  asked = request(),
  onEvent: (event: ModelEvent, abort: AbortController) => void = () => {},
): Promise<ModelEvent[]> {
  const abort = new AbortController();
  const events: ModelEvent[] = [];
  for await (const event of provider.stream(asked, abort.signal)) {
    events.push(event);
    onEvent(event, abort);
  }
  return events;
}

describe('a service with all that stands around it', () => {
  it('counts each attempt that was sent and hung up on, and stops before one that a cap has no room for', async () => {
    const ledger = new MemoryLedger();
    let sent = 0;
    async function* silent() {
      sent++;
      yield SILENT;
    }
    const events = await eventsOf(withEverything(silent, ledger, { caps: { day: 0.2475 } }));
    const last = events.at(-1);
    assert.ok(last?.kind === 'failed' && last.problem.kind === 'cap-reached');
    // Each may have cost 0.0075, for the prompt; and needs 0.0475 at least, with room for an answer.
    assert.equal(ledger.spent.toFixed(4), '0.2025');
    assert.equal(sent, 27);
  });

  it('counts nothing of what never left the machine, however often it was tried', async () => {
    const ledger = new MemoryLedger();
    async function* unreached() {
      yield UNREACHED;
    }
    const events = await eventsOf(withEverything(unreached, ledger, { caps: { day: 0.21 } }));
    const last = events.at(-1);
    assert.ok(last?.kind === 'failed' && last.problem.kind === 'model-failed');
    assert.equal(last.problem.attempts, RETRY.maxAttempts);
    assert.deepEqual(ledger.total, { amount: 0, reserved: 0, unpriced: 0 });
  });

  it('counts nothing for a request that is cancelled while it waits to be asked again', async () => {
    const ledger = new MemoryLedger();
    async function* unreached() {
      yield UNREACHED;
    }
    const events = await eventsOf(withEverything(unreached, ledger), request(), (event, abort) => {
      if (event.kind === 'retrying') abort.abort();
    });
    const last = events.at(-1);
    assert.ok(last?.kind === 'failed' && last.problem.kind === 'cancelled');
    assert.deepEqual(ledger.total, { amount: 0, reserved: 0, unpriced: 0 });
  });

  it('sets nothing aside for a request that waits until the service takes others', async () => {
    const ledger = new MemoryLedger();
    const memory = new KeyMemories(clock).of('key');
    memory.gate.refused({ waitMs: 60_000 });
    let sent = 0;
    async function* answered() {
      sent++;
      yield STARTED;
    }
    const events = await eventsOf(withEverything(answered, ledger, { memory }), request(), (event, abort) => {
      if (event.kind !== 'waiting') return;
      assert.deepEqual(ledger.lines, []);
      abort.abort();
    });
    const kinds = events.map((event) => (event.kind === 'failed' ? event.problem.kind : event.kind));
    assert.deepEqual([kinds, sent, ledger.lines], [['waiting', 'cancelled'], 0, []]);
  });

  it('waits out the limit that a refusal tells of, before it asks again', async () => {
    let now = 0;
    const slept: number[] = [];
    const time: Clock = {
      ...clock,
      now: () => new Date(now),
      async sleep(ms) {
        slept.push(ms);
        now += ms;
      },
    };
    let asked = 0;
    async function* limited(): AsyncGenerator<ModelEvent> {
      if (asked++ > 0)
        return yield* [STARTED, { kind: 'completed', stopReason: 'end_turn', usage: undefined } as const];
      const limits = [{ of: 'requests', remaining: 0, resetAt: 20_000 }] as const;
      yield { ...UNREACHED, limits };
    }
    const provider = withEverything(limited, new MemoryLedger(), { memory: new KeyMemories(time).of('key') });
    const events = await eventsOf(provider);
    assert.deepEqual(slept, [20_000]);
    assert.equal(events.find(({ kind }) => kind === 'waiting')?.kind, 'waiting');
    assert.equal(events.at(-1)?.kind, 'completed');
  });

  it('never lets a service bill more than the caps allow, nor the ledger say less, whatever becomes of the requests', async () => {
    const cap = fc.integer({ min: 0, max: 1_000 }).map((thousandths) => thousandths / 1_000);
    const share = fc.integer({ min: 0, max: 100 }).map((hundredths) => hundredths / 100);
    /** What becomes of one attempt, and how much of what it may take it takes. */
    const attempt = fc.record({
      end: fc.constantFrom('whole', 'refused', 'unreached', 'silent', 'cut', 'thinking', 'cancelled', 'left'),
      ...{ ratio: share.map((each) => 0.4 + 1.1 * each), input: share, output: share },
    });
    const asking = fc.record({
      attempts: fc.array(attempt, { minLength: 1, maxLength: 4 }),
      session: fc.constantFrom('s1', 's2'),
      ...{
        maxTokens: fc.integer({ min: 1, max: 32_000 }),
        goesOn: fc.boolean(),
        size: fc.integer({ min: 0, max: 30_000 }),
      },
    });
    const all = fc.array(asking, { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(
        fc.record({ day: cap, session: cap, generation: cap }),
        all,
        fc.boolean(),
        async (caps, asked, atOnce) => {
          const ledger = new MemoryLedger();
          const bills: { readonly session: string; readonly amount: number }[] = [];
          const run = async (provider: ModelProvider, script: Script, sent: ModelRequest) => {
            script.attempts = [...script.next];
            const abort = new AbortController();
            script.abort = abort;
            for await (const event of provider.stream(sent, abort.signal)) {
              if (event.kind === 'text' && script.isLeft) break;
            }
          };
          const works = asked.map(({ session, attempts, maxTokens, goesOn, size }) => async () => {
            const script: Script = { next: attempts, attempts: [], abort: new AbortController(), isLeft: false };
            const generation: number[] = [];
            const provider = withEverything(
              (sent, signal) => billed(script, sent, { signal, bill: (amount) => void generation.push(amount) }),
              ledger,
              { caps, session, retry: { ...RETRY, maxAttempts: 3 } },
            );
            const first = request({ maxTokens, user: ['u'.repeat(size)] });
            await run(provider, script, first);
            if (goesOn) await run(provider, script, { ...first, turns: [{ role: 'user', text: 'x'.repeat(2_000) }] });
            const own = sum(generation);
            assert.ok(own <= caps.generation + 1e-6, `a generation was billed ${own} of ${caps.generation}`);
            bills.push({ session, amount: own });
          });
          if (atOnce) await Promise.all(works.map((work) => work()));
          else for (const work of works) await work();
          const total = sum(bills.map(({ amount }) => amount));
          assert.ok(total <= caps.day + 1e-6, `a day was billed ${total} of ${caps.day}`);
          for (const each of ['s1', 's2']) {
            const own = sum(bills.filter(({ session }) => session === each).map(({ amount }) => amount));
            assert.ok(own <= caps.session + 1e-6, `a session was billed ${own} of ${caps.session}`);
          }
          assert.ok(ledger.spent >= total - 1e-6, `the ledger says ${ledger.spent} of ${total}`);
          assert.equal(ledger.total.reserved, 0);
        },
      ),
      { numRuns: process.env['AGENTFORGE_SOAK'] === '1' ? 2_000 : 100 },
    );
  });
});

interface Attempt {
  readonly end: 'whole' | 'refused' | 'unreached' | 'silent' | 'cut' | 'thinking' | 'cancelled' | 'left';
  /** Tokens that the model counts for two bytes. */
  readonly ratio: number;
  /** How much of the prompt was read, and of the longest answer made, as shares. */
  readonly input: number;
  readonly output: number;
}

interface Script {
  readonly next: readonly Attempt[];
  attempts: Attempt[];
  abort: AbortController;
  isLeft: boolean;
}

/** A service that comes to what is scripted, and bills what it really did, which it does not always tell. */
async function* billed(
  script: Script,
  asked: ModelRequest,
  { signal, bill }: { readonly signal: AbortSignal; readonly bill: (amount: number) => void },
): AsyncGenerator<ModelEvent> {
  const { end, ratio, input, output } = script.attempts.shift() ?? { end: 'refused', ratio: 1, input: 1, output: 1 };
  const whole = Math.floor((requestText(asked).length / 2) * ratio);
  const made = Math.floor(output * asked.maxTokens);
  const used = (inputTokens: number, outputTokens: number): Usage => {
    // The dearest way to count the input: all of it is written to the cache.
    const usage = { inputTokens, outputTokens, cacheReadTokens: 0, cacheWriteTokens: inputTokens };
    bill(costOf(MODEL, usage) ?? 0);
    return usage;
  };
  const failed = { kind: 'failed', problem: { kind: 'answer-cut', detail: 'cut' }, retryable: false } as const;
  const cancelled = { kind: 'failed', problem: { kind: 'cancelled' }, retryable: false } as const;
  script.isLeft = false;
  if (signal.aborted) return yield cancelled;
  switch (end) {
    case 'refused':
      return yield { ...UNREACHED, retryable: false };
    case 'unreached':
      return yield UNREACHED;
    case 'silent':
      used(Math.floor(input * whole), 0);
      return yield SILENT;
    case 'cancelled':
      used(Math.floor(input * whole), 0);
      script.abort.abort();
      return yield { ...cancelled, mayCost: 'prompt' };
    case 'left':
      used(whole, made);
      script.isLeft = true;
      yield STARTED;
      return yield { kind: 'text', text: 'a' };
    case 'thinking':
      used(whole, made);
      yield STARTED;
      return yield { ...failed, mayCost: 'answer' };
    case 'cut':
      yield STARTED;
      yield { kind: 'text', text: 'a' };
      return yield { ...failed, usage: used(whole, made) };
    case 'whole':
      yield STARTED;
      yield { kind: 'text', text: 'a' };
      return yield { kind: 'completed', stopReason: 'end_turn', usage: used(whole, made) };
  }
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
