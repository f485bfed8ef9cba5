/**
 * For each line of `b` the index of the line of `a` it corresponds to, or -1. The indexes rise. Common starts and ends are
 * matched, between them the lines that occur once on both sides, and again starts and ends around those. Good, not minimal:
 * its strength is that it takes n log n steps on any input.
 */
export function matchLines<T>(a: readonly T[], b: readonly T[]): Int32Array {
  const matches = new Int32Array(b.length).fill(-1);
  const middle = matchEnds({ a, b, matches }, { aFrom: 0, aTo: a.length, bFrom: 0, bTo: b.length });
  let { aFrom, bFrom } = middle;
  for (const [aIndex, bIndex] of longestRising(uniquePairs(a, b, middle))) {
    // A pair inside a stretch that grew from the pair before it is settled already.
    if (aIndex < aFrom || bIndex < bFrom) continue;
    matchEnds({ a, b, matches }, { aFrom, aTo: aIndex + 1, bFrom, bTo: bIndex + 1 });
    aFrom = aIndex + 1;
    bFrom = bIndex + 1;
  }
  matchEnds({ a, b, matches }, { aFrom, aTo: middle.aTo, bFrom, bTo: middle.bTo });
  return matches;
}

interface Sides<T> {
  readonly a: readonly T[];
  readonly b: readonly T[];
  readonly matches: Int32Array;
}

interface Range {
  readonly aFrom: number;
  readonly aTo: number;
  readonly bFrom: number;
  readonly bTo: number;
}

/** Matches what both ranges start and end with; gives what is left between. */
function matchEnds<T>({ a, b, matches }: Sides<T>, range: Range): Range {
  let { aFrom, aTo, bFrom, bTo } = range;
  while (aFrom < aTo && bFrom < bTo && a[aFrom] === b[bFrom]) matches[bFrom++] = aFrom++;
  while (aFrom < aTo && bFrom < bTo && a[aTo - 1] === b[bTo - 1]) matches[--bTo] = --aTo;
  return { aFrom, aTo, bFrom, bTo };
}

/** Index pairs of lines that occur exactly once on each side, in the order of `b`. */
function uniquePairs<T>(a: readonly T[], b: readonly T[], range: Range): [number, number][] {
  const once = (lines: readonly T[], from: number, to: number) => {
    const places = new Map<T, number>();
    for (let index = from; index < to; index++) {
      const line = lines[index] as T;
      places.set(line, places.has(line) ? -1 : index);
    }
    return places;
  };
  const inA = once(a, range.aFrom, range.aTo);
  const pairs: [number, number][] = [];
  for (const [line, bIndex] of once(b, range.bFrom, range.bTo)) {
    const aIndex = inA.get(line) ?? -1;
    if (aIndex >= 0 && bIndex >= 0) pairs.push([aIndex, bIndex]);
  }
  return pairs.sort((left, right) => left[1] - right[1]);
}

/** The longest run of pairs whose first members rise too (patience sorting). */
function longestRising(pairs: readonly [number, number][]): [number, number][] {
  const tails: number[] = [];
  const before = new Int32Array(pairs.length).fill(-1);
  const first = (index: number) => pairs[index]?.[0] ?? -1;
  for (let index = 0; index < pairs.length; index++) {
    let [low, high] = [0, tails.length];
    while (low < high) {
      const probe = (low + high) >> 1;
      if (first(tails[probe] ?? -1) < first(index)) low = probe + 1;
      else high = probe;
    }
    before[index] = low > 0 ? (tails[low - 1] ?? -1) : -1;
    tails[low] = index;
  }
  const rising: [number, number][] = [];
  for (let index = tails.at(-1) ?? -1; index >= 0; index = before[index] ?? -1) {
    const pair = pairs[index];
    if (pair !== undefined) rising.push(pair);
  }
  return rising.reverse();
}
