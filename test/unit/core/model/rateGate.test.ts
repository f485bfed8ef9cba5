import assert from 'node:assert/strict';
import type { Clock } from '../../../../src/core/lib/clock';
import { KeyMemories } from '../../../../src/core/model/keyMemories';
import type { ModelEvent, ModelProvider, ModelRequest } from '../../../../src/core/model/provider';
import { RateGate } from '../../../../src/core/model/rateGate';
import type { RateLimit } from '../../../../src/core/model/rateLimit';
import { withKeyMemory } from '../../../../src/core/model/withKeyMemory';
import { nextTurn } from '../../../kit/nextTurn';

const REQUEST: ModelRequest = {
  model: 'm',
  system: '',
  user: ['x'.repeat(4_000)],
  maxTokens: 100,
  purpose: { component: 'c', phase: 'red' },
};
/** What the gate takes the request for: half of an upper estimate of two bytes a token. */
const TOKENS = 1_000;
const DONE: ModelEvent = { kind: 'completed', stopReason: 'end_turn', usage: undefined };

describe('the gate of a key', () => {
  let time: ManualTime;
  let gate: RateGate;

  beforeEach(() => {
    time = new ManualTime();
    gate = new RateGate(time);
  });

  /** Sends a request whose answer ends when the test says so. */
  function send(script: Script = {}): Sending {
    return new Sending(gate, script);
  }

  const limits = (of: RateLimit['of'], remaining: number): RateLimit[] => [{ of, remaining, resetAt: 60_000 }];

  it('lets a few in at once, and the others in their turn', async () => {
    const sent = Array.from({ length: 6 }, () => send());
    await settled();
    assert.deepEqual(isAsked(sent), [true, true, true, true, false, false]);
    assert.deepEqual(sent[5]?.waits, [
      { delayMs: undefined, reason: 'other answers of the same key are still coming' },
    ]);
    sent[2]?.finish();
    await settled();
    assert.deepEqual(isAsked(sent), [true, true, true, true, true, false]);
    for (const each of sent) each.finish();
    await Promise.all(sent.map(({ over }) => over));
  });

  it('waits for the reset when the requests are used up, also by those that run, and one goes ahead then', async () => {
    const first = send({ limits: limits('requests', 1) });
    await settled();
    const second = send({ isSilent: true });
    await settled();
    const others = [send({ limits: limits('requests', 9) }), send()];
    await settled();
    assert.deepEqual(isAsked([second, ...others]), [true, false, false]);
    assert.deepEqual(others[0]?.waits, [{ delayMs: 60_000, reason: "the service's limit of requests is used up" }]);
    first.finish();
    second.finish();
    await settled();
    await time.pass(60_000);
    assert.deepEqual(isAsked(others), [true, true], 'the second went when the first had been answered');
    for (const each of others) each.finish();
  });

  it('keeps the others back after a limit until one of them is answered', async () => {
    const first = send({ limits: limits('requests', 0) });
    await settled();
    const others = [send({ isSilent: true }), send()];
    await settled();
    await time.pass(60_000);
    assert.deepEqual(isAsked(others), [true, false]);
    others[0]?.answer();
    await settled();
    assert.deepEqual(isAsked(others), [true, true]);
    for (const each of [first, ...others]) each.finish();
  });

  it('waits for tokens that a request needs, and not for more', async () => {
    const first = send({ limits: limits('input tokens', TOKENS) });
    await settled();
    const fits = send({ isSilent: true });
    await settled();
    const second = send();
    await settled();
    assert.deepEqual(isAsked([first, fits, second]), [true, true, false]);
    assert.deepEqual(second.waits, [{ delayMs: 60_000, reason: "the service's limit of input tokens is used up" }]);
    for (const each of [first, fits]) each.finish();
    await settled();
    assert.ok(
      second.isAsked,
      'the tokens are free again when the one that would have used them is over without an answer',
    );
    second.finish();
  });

  it('takes a wait that the service asks of one for all, up to the longest', async () => {
    const first = send({ retryAfterMs: 3_600_000 });
    await first.over;
    const second = send();
    await settled();
    assert.deepEqual(second.waits, [{ delayMs: 30_000, reason: 'the service asked to wait' }]);
    await time.pass(30_000);
    assert.ok(second.isAsked);
    second.finish();
  });

  it('waits for no reset longer than five minutes, whatever the clocks here and there say, and tries then', async () => {
    const first = send({ limits: [{ of: 'requests', remaining: 0, resetAt: 6 * 3_600_000 }] });
    await settled();
    const second = send();
    await settled();
    assert.deepEqual(second.waits, [{ delayMs: 300_000, reason: "the service's limit of requests is used up" }]);
    await time.pass(300_000);
    assert.ok(second.isAsked);
    for (const each of [first, second]) each.finish();
  });

  it('keeps nobody out longer than five minutes, whatever service and settings want', async () => {
    const first = send({ retryAfterMs: 3_600_000, longestWaitMs: 600_000 });
    await first.over;
    const second = send();
    await settled();
    assert.deepEqual(second.waits, [{ delayMs: 300_000, reason: 'the service asked to wait' }]);
    second.cancel();
    await second.over;
  });

  it('ends a wait that is cancelled, asks nobody, and keeps no place', async () => {
    const first = send({ retryAfterMs: 5_000 });
    await first.over;
    const second = send();
    const third = send();
    await settled();
    second.cancel();
    await second.over;
    assert.deepEqual(second.events.at(-1), { kind: 'failed', problem: { kind: 'cancelled' }, retryable: false });
    assert.equal(second.isAsked, false);
    await time.pass(5_000);
    assert.ok(third.isAsked);
    third.finish();
    assert.equal(time.sleeping, 0);
  });

  it('frees the place of a stream that nobody reads on', async () => {
    for (let index = 0; index < 10; index++) {
      for await (const event of gated(gate, async function* () {
        yield { kind: 'started', model: 'm' };
        yield DONE;
      }).stream(REQUEST, new AbortController().signal)) {
        if (event.kind === 'started') break;
      }
    }
    const next = send();
    await settled();
    assert.ok(next.isAsked);
    next.finish();
  });

  it('is one for each key', () => {
    const memories = new KeyMemories(time);
    assert.equal(memories.of('a'), memories.of('a'));
    assert.notEqual(memories.of('a'), memories.of('b'));
  });
});

interface Script {
  readonly limits?: readonly RateLimit[];
  readonly retryAfterMs?: number;
  readonly longestWaitMs?: number;
  /** The service says nothing before `answer`. */
  readonly isSilent?: boolean;
}

function gated(gate: RateGate, stream: () => AsyncIterable<ModelEvent>, longestWaitMs = 30_000): ModelProvider {
  const provider: ModelProvider = { label: 'scripted', modelName: 'm', isMetered: true, stream };
  const caches = { sending: () => () => undefined } as never;
  return withKeyMemory(provider, { gate, caches }, longestWaitMs);
}

class Sending {
  readonly events: ModelEvent[] = [];
  readonly over: Promise<void>;
  isAsked = false;
  answer!: () => void;
  finish!: () => void;
  private readonly abort = new AbortController();

  constructor(gate: RateGate, script: Script) {
    const answered = new Promise<void>((resolve) => {
      this.answer = resolve;
    });
    const finished = new Promise<void>((resolve) => {
      this.finish = resolve;
    });
    const asked = (): void => {
      this.isAsked = true;
    };
    const provider = gated(
      gate,
      async function* () {
        asked();
        const { retryAfterMs, limits = [], isSilent } = script;
        if (retryAfterMs !== undefined) {
          const problem = { kind: 'model-failed', detail: 'busy', attempts: 1 } as const;
          yield { kind: 'failed', problem, retryable: true, retryAfterMs };
          return;
        }
        if (isSilent) await Promise.race([answered, finished]);
        if (!isSilent || !(await isOver(finished))) yield { kind: 'started', model: 'm', limits };
        await finished;
        yield DONE;
      },
      script.longestWaitMs,
    );
    this.over = this.read(provider.stream(REQUEST, this.abort.signal));
  }

  get waits() {
    return this.events.flatMap((event) =>
      event.kind === 'waiting' ? [{ delayMs: event.delayMs, reason: event.reason }] : [],
    );
  }

  cancel(): void {
    this.abort.abort();
  }

  private async read(events: AsyncIterable<ModelEvent>): Promise<void> {
    for await (const event of events) this.events.push(event);
  }
}

async function isOver(promise: Promise<void>): Promise<boolean> {
  return Promise.race([promise.then(() => true), nextTurn().then(() => false)]);
}

function isAsked(sent: readonly Sending[]): boolean[] {
  return sent.map((each) => each.isAsked);
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await nextTurn();
}

/** A clock that the test moves. */
class ManualTime implements Pick<Clock, 'now' | 'sleep'> {
  #now = 0;
  readonly #sleepers = new Set<{ readonly until: number; readonly wake: () => void }>();

  get sleeping(): number {
    return this.#sleepers.size;
  }

  now(): Date {
    return new Date(this.#now);
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper = { until: this.#now + ms, wake: resolve };
      this.#sleepers.add(sleeper);
      signal.addEventListener('abort', () => {
        this.#sleepers.delete(sleeper);
        reject(signal.reason);
      });
    });
  }

  async pass(ms: number): Promise<void> {
    this.#now += ms;
    for (const sleeper of [...this.#sleepers]) {
      if (sleeper.until > this.#now) continue;
      this.#sleepers.delete(sleeper);
      sleeper.wake();
    }
    await settled();
  }
}
