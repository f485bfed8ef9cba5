import assert from 'node:assert/strict';
import type { CutCause } from '../../../../src/core/errors';
import { ok } from '../../../../src/core/lib/result';
import type { ModelEvent } from '../../../../src/core/model/provider';
import type { Conversation } from '../../../../src/node/models/streamAnswer';
import { streamAnswer } from '../../../../src/node/models/streamAnswer';
import { ManualTimers } from '../../../kit/manualTimers';

/** A service that hears no signal. */
const DEAF: Readonly<Record<string, Conversation<string>['open']>> = {
  'that never takes the request': () => new Promise(() => {}),
  'that falls silent in the middle': async () =>
    ok(
      (async function* () {
        yield 'Here is';
        await new Promise(() => {});
      })(),
    ),
};

describe('one attempt at an answer', () => {
  const reader = {
    read: (text: string): readonly ModelEvent[] => [{ kind: 'text', text }],
    nothingMore: (detail: string, cause?: CutCause): readonly ModelEvent[] => [
      {
        kind: 'failed',
        problem: { kind: 'answer-cut', detail, ...(cause === undefined ? {} : { cause }) },
        retryable: true,
      },
    ],
    usageSoFar: undefined,
  };

  for (const [name, open] of Object.entries(DEAF)) {
    it(`by a service ${name} ends when the user cancels`, async () => {
      const stop = new AbortController();
      const events: ModelEvent[] = [];
      const running = (async () => {
        const conversation = { reader, open, limits: { idleMs: 60_000 }, startTimer: new ManualTimers().start };
        for await (const event of streamAnswer(conversation, stop.signal)) events.push(event);
      })();
      setImmediate(() => stop.abort());
      await running;
      const last = events.at(-1);
      assert.ok(last?.kind === 'failed' && last.problem.kind === 'cancelled');
    });

    for (const [limit, ms, cause] of [
      ['its silence', 1_000, 'silence'],
      ['all of it', 5_000, 'time'],
    ] as const) {
      it(`by a service ${name} ends when ${limit} has been too long`, async () => {
        const timers = new ManualTimers();
        const events: ModelEvent[] = [];
        const running = (async () => {
          const conversation = { reader, open, limits: { idleMs: 1_000, totalMs: 5_000 }, startTimer: timers.start };
          for await (const event of streamAnswer(conversation, new AbortController().signal)) events.push(event);
        })();
        setImmediate(() => timers.elapse(ms));
        await running;
        const last = events.at(-1);
        assert.ok(last?.kind === 'failed' && last.problem.kind === 'answer-cut');
        assert.equal(last.problem.cause, cause);
        assert.equal(timers.running, 0);
      });
    }
  }
});
