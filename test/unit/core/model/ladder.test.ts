import assert from 'node:assert/strict';
import { Ladder, ladderStep } from '../../../../src/core/model/ladder';
import type { ModelEvent, ModelRequest } from '../../../../src/core/model/provider';
import { ladderWords } from '../../../../src/core/outline/ladderWords';

const STARTED: ModelEvent = { kind: 'started', model: 'm' };
const DONE: ModelEvent = { kind: 'completed', stopReason: 'end_turn', usage: undefined };
const retrying = (cause?: 'limit' | 'offline'): ModelEvent => ({
  ...{ kind: 'retrying', attempt: 2, of: 3, delayMs: 1, reason: 'x' },
  ...(cause === undefined ? {} : { cause }),
});
const failed = (cause?: 'limit' | 'offline'): ModelEvent => ({
  kind: 'failed',
  problem: { kind: 'model-failed', detail: 'x', attempts: 3, ...(cause === undefined ? {} : { cause }) },
  retryable: false,
});

describe('what can be done as things are', () => {
  it('is chosen by the facts', () => {
    const step = (canAsk: boolean, isLimited: boolean, isOffline: boolean) =>
      ladderStep({ canAsk, isLimited, isOffline });
    assert.deepEqual(
      [step(true, false, false), step(true, true, false), step(true, true, true), step(false, true, true)],
      ['full', 'rate-limited', 'offline', 'manual'],
    );
  });

  it('has words for each step but the first', () => {
    assert.equal(ladderWords('full'), '');
    for (const step of ['rate-limited', 'manual', 'offline'] as const) assert.match(ladderWords(step), /[a-z]\.$/);
  });

  describe('is learnt from what services say', () => {
    let told: number;
    let ladder: Ladder;
    beforeEach(() => {
      told = 0;
      ladder = new Ladder(() => told++);
    });

    async function hear(events: readonly ModelEvent[]): Promise<string> {
      const service = ladder.watch({ label: '', modelName: 'm', isMetered: true, stream: () => from(events) });
      const passed: ModelEvent[] = [];
      for await (const event of service.stream({} as ModelRequest, new AbortController().signal)) passed.push(event);
      assert.deepEqual(passed, events);
      return ladder.step({ canAsk: true });
    }

    it('a limit holds until an answer comes without one', async () => {
      assert.equal(await hear([retrying('limit'), STARTED, DONE]), 'rate-limited');
      assert.equal(await hear([failed()]), 'rate-limited');
      assert.equal(await hear([STARTED, DONE]), 'full');
      assert.equal(await hear([{ kind: 'waiting', delayMs: 5, reason: 'x' }, STARTED, DONE]), 'rate-limited');
      assert.equal(told, 3);
    });

    it('to wait for one another is no limit', async () => {
      assert.equal(
        await hear([{ kind: 'waiting', delayMs: undefined, reason: 'x' }, retrying(), STARTED, DONE]),
        'full',
      );
    });

    it('being offline holds until the service answers', async () => {
      assert.equal(await hear([retrying('offline'), failed('offline')]), 'offline');
      assert.equal(await hear([retrying('offline'), STARTED, failed()]), 'full');
      assert.equal(await hear([failed('limit')]), 'rate-limited');
    });

    it('and forgotten when another service is to answer', async () => {
      await hear([failed('offline')]);
      ladder.forget();
      assert.equal(ladder.step({ canAsk: true }), 'full');
      assert.equal(told, 2);
    });
  });
});

async function* from(events: readonly ModelEvent[]): AsyncGenerator<ModelEvent> {
  yield* events;
}
