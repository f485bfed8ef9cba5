/** Lines `oldFrom` to `oldTo` (excluded, from 0) of one text give way to lines `newFrom` to `newTo` of another. */
export interface Edit {
  readonly oldFrom: number;
  readonly oldTo: number;
  readonly newFrom: number;
  readonly newTo: number;
}

/** One edit instead of two and what is between. */
export function spanOf(first: Edit, last: Edit): Edit {
  return { oldFrom: first.oldFrom, oldTo: last.oldTo, newFrom: first.newFrom, newTo: last.newTo };
}
