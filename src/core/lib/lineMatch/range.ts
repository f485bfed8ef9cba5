/** Lines `aFrom` to `aTo` (excluded, from 0) of one text against `bFrom` to `bTo` of another. */
export interface Range {
  readonly aFrom: number;
  readonly aTo: number;
  readonly bFrom: number;
  readonly bTo: number;
}
