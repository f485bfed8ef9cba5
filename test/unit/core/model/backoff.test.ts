import assert from 'node:assert/strict';
import { backoff } from '../../../../src/core/model/backoff';

const POLICY = { maxAttempts: 9, baseDelayMs: 1_000, maxDelayMs: 60_000 };
/** The longest wait that chance may give. */
const unlucky = { random: () => 1 };

describe('how long a request waits before it is sent again', () => {
  const waits = (multiplier?: number) =>
    [1, 2, 3, 4].map((attempts) => backoff({ attempts }, { ...POLICY, multiplier }, unlucky));

  it('grows by what the settings say, and doubles where they say nothing', () => {
    const [first = 0] = waits();
    assert.deepEqual(waits(), [first, first * 2, first * 4, first * 8]);
    assert.deepEqual(waits(1), [1_000, 1_000, 1_000, 1_000]);
    assert.deepEqual(waits(3), [1_000, 3_000, 9_000, 27_000]);
  });

  it('never grows beyond the longest delay', () => {
    assert.equal(backoff({ attempts: 400 }, { ...POLICY, multiplier: 10 }, unlucky), 60_000);
  });
});
