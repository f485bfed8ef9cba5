import assert from 'node:assert/strict';
import type { Consent } from '../../../../src/core/tdflow/consent';
import { RepairLoop } from '../../../../src/core/tdflow/repairLoop';

const consent: Consent = {
  review: () => assert.fail('nothing is proposed'),
  afterFailure: async ({ stop }) => (stop === undefined ? { kind: 'again', feedback: '' } : { kind: 'take-back' }),
};
const failure = { summary: 'no', verdict: undefined, feedback: '', answer: 'a', failure: 'f', cost: 0 };

describe('the time for the attempts of a phase', () => {
  it('does not run while others have their turn', async () => {
    const turn = { waitedMs: 5_000 };
    let now = 10_000;
    const clock = { now: () => new Date(now), random: () => 0, sleep: async () => {} };
    const loop = new RepairLoop({ attempts: 3, cost: undefined, timeMs: 60_000 }, consent, clock, turn);
    now += 70_000;
    turn.waitedMs += 20_000;
    const { signal } = new AbortController();
    assert.equal((await loop.after(failure, signal)).told.stop, undefined);
    now += 11_000;
    const { told } = await loop.after({ ...failure, answer: 'b', failure: 'g' }, signal);
    assert.match(told.stop ?? '', /The time for attempts is over \(1 min\)/);
  });
});
