import type { Range } from './range';

interface Sides<T> {
  readonly a: ArrayLike<T>;
  readonly b: ArrayLike<T>;
  readonly matches: Int32Array;
}

/** Matches what both ranges start and end with; gives what is left between. */
export function matchEnds<T>({ a, b, matches }: Sides<T>, range: Range): Range {
  let { aFrom, aTo, bFrom, bTo } = range;
  while (aFrom < aTo && bFrom < bTo && a[aFrom] === b[bFrom]) matches[bFrom++] = aFrom++;
  while (aFrom < aTo && bFrom < bTo && a[aTo - 1] === b[bTo - 1]) matches[--bTo] = --aTo;
  return { aFrom, aTo, bFrom, bTo };
}
