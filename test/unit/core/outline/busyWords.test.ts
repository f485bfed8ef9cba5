import assert from 'node:assert/strict';
import { busyWords } from '../../../../src/core/outline/busyWords';
import { openReview } from '../../../../src/core/review/review';

const ACTIVITY = {
  component: 'cart',
  phase: 'green',
  step: '',
  changes: undefined,
  review: undefined,
  omitted: [],
  nextSteps: undefined,
} as const;
const REVIEW = openReview({ files: [], explanation: '', unchanged: [], notes: [], incomplete: [] });

describe('a phase that is at work', () => {
  it('says what it waits for, and what to do', () => {
    assert.equal(busyWords(ACTIVITY), 'GREEN of cart is running. Wait for it or cancel it first.');
    assert.match(busyWords({ ...ACTIVITY, review: REVIEW }), /^GREEN of cart waits for your decision about its files/);
    assert.match(busyWords({ ...ACTIVITY, nextSteps: [] }), /^GREEN of cart waits for your answer what comes next/);
  });
});
