/** A line of each of two texts, counted from 0. */
export interface Place {
  readonly a: number;
  readonly b: number;
}
