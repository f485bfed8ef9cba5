import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RetryPolicy } from '../../../../src/core/config/config';
import type { Clock } from '../../../../src/core/lib/clock';
import type { ModelEvent, ModelProvider, ModelRequest } from '../../../../src/core/model/provider';
import { withRetry } from '../../../../src/core/model/withRetry';

const POLICY: RetryPolicy = { maxAttempts: 3, baseDelayMs: 1_000, maxDelayMs: 30_000 };
const STARTED: ModelEvent = { kind: 'started', model: 'm' };
const TEXT: ModelEvent = { kind: 'text', text: 'half' };
const DONE: ModelEvent = { kind: 'completed', stopReason: 'end_turn', usage: undefined };
const REJECTED: ModelEvent = { kind: 'failed', problem: { kind: 'model-rejected', detail: 'no' }, retryable: false };
const CANCELLED: ModelEvent = { kind: 'failed', problem: { kind: 'cancelled' }, retryable: false };

function busy(retryAfterMs?: number): ModelEvent {
  const problem = { kind: 'model-failed', detail: 'overloaded', attempts: 1 } as const;
  return { kind: 'failed', problem, retryable: true, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

describe('withRetry', () => {
  it('hands a whole answer on as it is', async () => {
    const { events, slept } = await run([[STARTED, TEXT, DONE]]);
    assert.deepEqual([events, slept], [[STARTED, TEXT, DONE], []]);
  });

  it('asks again after a failure that may pass, and says so', async () => {
    const { events, slept } = await run([[busy()], [busy()], [STARTED, TEXT, DONE]]);
    assert.deepEqual(events, [
      { kind: 'retrying', attempt: 2, of: 3, delayMs: 500, reason: 'overloaded' },
      { kind: 'retrying', attempt: 3, of: 3, delayMs: 1_000, reason: 'overloaded' },
      STARTED,
      TEXT,
      DONE,
    ]);
    assert.deepEqual(slept, [500, 1_000]);
  });

  it('gives up after the last attempt and tells how many there were', async () => {
    const { events, asked } = await run([[busy()], [busy()], [busy()], [DONE]]);
    assert.equal(asked, 3);
    assert.deepEqual(events.at(-1), {
      kind: 'failed',
      problem: { kind: 'model-failed', detail: 'overloaded', attempts: 3 },
      retryable: true,
    });
  });

  it('asks once when the policy is one attempt', async () => {
    const { events, asked } = await run([[busy()], [DONE]], { ...POLICY, maxAttempts: 1 });
    assert.deepEqual([asked, events.length], [1, 1]);
  });

  it('does not ask again after a failure that stays', async () => {
    const { events, asked } = await run([[REJECTED], [DONE]]);
    assert.deepEqual([asked, events], [1, [REJECTED]]);
  });

  it('never asks again once text has come', async () => {
    const { events, asked } = await run([[STARTED, TEXT, busy()], [DONE]]);
    assert.equal(asked, 1);
    const last = events.at(-1);
    assert.ok(last?.kind === 'failed' && !last.retryable);
  });

  it('waits as long as the service asks, up to the longest delay', async () => {
    const { slept } = await run([[busy(7_000)], [busy(300_000)], [DONE]]);
    assert.deepEqual(slept, [7_000, 30_000]);
  });

  it('never waits longer than five minutes, whatever service and settings want', async () => {
    const patient = { maxAttempts: 3, baseDelayMs: 600_000, maxDelayMs: 600_000 };
    const { slept } = await run([[busy(3_600_000)], [busy()], [DONE]], patient, { random: 0.9 });
    assert.deepEqual(slept, [300_000, 270_000]);
  });

  it('ends as cancelled when it is cancelled while waiting', async () => {
    const abort = new AbortController();
    const { events, asked } = await run([[busy()], [DONE]], POLICY, { abort, abortAtSleep: true });
    assert.equal(asked, 1);
    assert.deepEqual(events.at(-1), CANCELLED);
  });

  it('keeps the name and the label', () => {
    const retrying = withRetry(scripted([]).provider, POLICY, clockWith(0.5).clock);
    assert.deepEqual([retrying.label, retrying.modelName], ['scripted', 'scripted-1']);
  });

  it('waits anything up to the first delay, then to a limit that doubles and never passes the longest delay, for any policy and any luck', async () => {
    const policies = fc.record({
      maxAttempts: fc.integer({ min: 2, max: 40 }),
      baseDelayMs: fc.integer({ min: 0, max: 60_000 }),
      maxDelayMs: fc.integer({ min: 0, max: 60_000 }),
    });
    const luck = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    await fc.assert(
      fc.asyncProperty(policies, luck, async (policy, random) => {
        const failures = Array.from({ length: policy.maxAttempts }, () => [busy()]);
        const { slept, asked } = await run(failures, policy, { random });
        assert.equal(asked, policy.maxAttempts);
        for (const [index, ms] of slept.entries()) {
          assert.ok(ms <= policy.maxDelayMs, `${ms}`);
          assert.equal(ms, Math.round(random * Math.min(policy.baseDelayMs * 2 ** index, policy.maxDelayMs)));
        }
      }),
      { numRuns: process.env['AGENTFORGE_SOAK'] === '1' ? 5_000 : 50 },
    );
  });
});

const REQUEST: ModelRequest = {
  model: 'm',
  system: 's',
  user: ['u'],
  maxTokens: 100,
  purpose: { component: 'c', phase: 'red' },
};

interface Circumstances {
  readonly random?: number;
  readonly abort?: AbortController;
  readonly abortAtSleep?: boolean;
}

async function run(
  answers: ModelEvent[][],
  policy = POLICY,
  { random = 0.5, abort = new AbortController(), abortAtSleep = false }: Circumstances = {},
) {
  const { provider, asked } = scripted(answers);
  const { clock, slept } = clockWith(random, abortAtSleep ? abort : undefined);
  const events: ModelEvent[] = [];
  for await (const event of withRetry(provider, policy, clock).stream(REQUEST, abort.signal)) events.push(event);
  return { events, slept, asked: asked() };
}

function scripted(answers: ModelEvent[][]): { provider: ModelProvider; asked: () => number } {
  let turn = 0;
  const provider: ModelProvider = {
    label: 'scripted',
    modelName: 'scripted-1',
    isMetered: false,
    async *stream() {
      yield* answers[turn++] ?? [];
    },
  };
  return { provider, asked: () => turn };
}

/** A clock whose sleeps are over at once, or which is cancelled during the first. */
function clockWith(random: number, abort?: AbortController): { clock: Clock; slept: number[] } {
  const slept: number[] = [];
  const clock: Clock = {
    now: () => new Date(0),
    random: () => random,
    async sleep(ms, signal) {
      slept.push(ms);
      abort?.abort();
      signal.throwIfAborted();
    },
  };
  return { clock, slept };
}
