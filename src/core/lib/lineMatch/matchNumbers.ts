import { Anchors } from './anchors';
import { matchEnds } from './matchEnds';
import { MiddlePoint } from './middlePoint';
import type { Place } from './place';
import type { Range } from './range';
import type { NumberedLines } from './sharedLines';

/** At each depth every line is looked at once, so that this bounds the work. */
const MAX_DEPTH = 16;

interface Open {
  readonly range: Range;
  /** How often a range was divided by anchors to get here. */
  readonly depth: number;
}

/** For each line of `b` the index of the line of `a` it corresponds to, or -1. The indexes rise. */
export function matchNumbers(lines: NumberedLines): Int32Array {
  const { a, b } = lines;
  const matches = new Int32Array(b.length).fill(-1);
  const anchors = new Anchors(lines);
  const middle = new MiddlePoint(lines);
  const whole = { aFrom: 0, aTo: a.length, bFrom: 0, bTo: b.length };
  const open: Open[] = [{ range: whole, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { depth } = next;
    // What touches an anchor belongs to it. The ends of the whole text touch none.
    const range = depth === 0 ? next.range : matchEnds({ a, b, matches }, next.range);
    if (isEmpty(range)) continue;
    const found = depth < MAX_DEPTH ? anchors.between(range) : [];
    if (found === 'nothing shared') continue;
    if (found.length > 0) pushParts(open, { range, depth: depth + 1 }, found);
    else {
      const rest = matchEnds({ a, b, matches }, range);
      if (!isEmpty(rest)) pushParts(open, { range: rest, depth: MAX_DEPTH }, [middle.of(rest)]);
    }
  }
  return matches;
}

function pushParts(open: Open[], { range, depth }: Open, cuts: readonly Place[]): void {
  let { aFrom, bFrom } = range;
  for (const { a: aTo, b: bTo } of cuts) {
    open.push({ range: { aFrom, aTo, bFrom, bTo }, depth });
    [aFrom, bFrom] = [aTo, bTo];
  }
  open.push({ range: { aFrom, aTo: range.aTo, bFrom, bTo: range.bTo }, depth });
}

/** On either side: then nothing matches. */
function isEmpty({ aFrom, aTo, bFrom, bTo }: Range): boolean {
  return aFrom === aTo || bFrom === bTo;
}
