import { hunksBetween } from '../../../src/core/changes/diff';
import { reviewOutline } from '../../../src/core/outline/reviewOutline';
import type { Review } from '../../../src/core/review/review';
import { change, openReview } from '../../../src/core/review/review';
import { chooseHunk } from '../../../src/core/review/reviewedFile';
import { baseText, hunkKey, proposedFile } from '../../kit/sampleReview';
import type { Round } from '../benchRow';

export const name = 'review, 10,000 lines with 3,334 changes: one left out, and the rows after it';
export const peer = 'the diff of the file';
export const unit = 'ms';

const ROUNDS = 7;
const LINES = 10_000;

/** The rows are drawn at every decision and keystroke. The first round warms up. */
export async function run(): Promise<readonly Round[]> {
  const lines = Array.from({ length: LINES }, (_, index) => `  const value${index} = compute(${index * 7});\n`);
  const base = lines.join('');
  const text = lines.map((line, index) => (index % 3 === 0 ? `  // Line ${index}.\n` : line)).join('');
  const file = proposedFile('src/cart.ts', { base: baseText(base), text });
  const open = openReview({ files: [file], explanation: '', unchanged: [], notes: [], incomplete: [] });
  draw(open);
  const rounds: Round[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const ours = timeOf(() =>
      draw(change(open, file.name, (reviewed) => chooseHunk(reviewed, hunkKey(reviewed, round), 'out'))),
    );
    const peer = timeOf(() => hunksBetween(base, text));
    if (round > 0) rounds.push({ ours, peer });
  }
  return rounds;
}

function draw(review: Review): void {
  const rows = reviewOutline({
    component: 'cart',
    phase: 'green',
    step: 'review',
    omitted: [],
    nextSteps: undefined,
    changes: review.changes,
    review,
  });
  // As the view does, to see whether anything is different.
  JSON.stringify(rows);
}

function timeOf(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
