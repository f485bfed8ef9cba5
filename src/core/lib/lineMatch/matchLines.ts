import { matchEnds } from './matchEnds';
import { matchNumbers } from './matchNumbers';
import { sharedLines } from './sharedLines';

/**
 * For each line of `b` the index of the line of `a` it corresponds to, or -1. The indexes rise. The lines that occur once on
 * both sides lead, and around them as much as possible stays. Near to minimal, and its steps are bounded on any input: about
 * n log n, and past a limit the rest is matched more coarsely.
 */
export function matchLines(a: readonly string[], b: readonly string[]): Int32Array {
  const matches = new Int32Array(b.length).fill(-1);
  const middle = matchEnds({ a, b, matches }, { aFrom: 0, aTo: a.length, bFrom: 0, bTo: b.length });
  if (middle.aFrom === middle.aTo || middle.bFrom === middle.bTo) return matches;
  // These ends may be chance: that both texts end in a line of every function does not make it the same function.
  const shared = sharedLines(a, b);
  matches.fill(-1);
  for (const [index, match] of matchNumbers(shared).entries()) {
    if (match >= 0) matches[shared.bAt[index] as number] = shared.aAt[match] as number;
  }
  return matches;
}
