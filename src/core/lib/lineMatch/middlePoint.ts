import type { Place } from './place';
import type { Range } from './range';
import type { NumberedLines } from './sharedLines';

/** What the searches in a whole text may spend, in places looked at. Each may make as many edits as its range can afford. */
const STEPS = 1_000_000;
const MOST_EDITS = 256;
const LEAST_EDITS = 16;
/** Behind every line: a diagonal that the search from the end has not reached. */
const FAR = 0x7fffffff;

/** A range with its diagonals: a place is on diagonal `a - b`. */
interface Box extends Range {
  /** Of the first place and of the last. */
  readonly start: number;
  readonly end: number;
  readonly lowest: number;
  readonly highest: number;
}

/**
 * Finds a place that a shortest way from one text to the other passes, so that both sides of it can be looked at alone. It
 * searches from both ends until the searches meet (E. W. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986,
 * section 4b). Past a number of edits it takes the place that the better search has reached by then, so that the work grows
 * with the length of the texts only.
 */
export class MiddlePoint {
  readonly #a: Int32Array;
  readonly #b: Int32Array;
  /** For each diagonal how far in `a` a search came. */
  readonly #forward: Int32Array;
  readonly #backward: Int32Array;
  /** Diagonal 0 in these; they have room for one diagonal more on both sides. */
  readonly #zero: number;
  #stepsLeft = STEPS;

  constructor({ a, b }: NumberedLines) {
    this.#a = a;
    this.#b = b;
    const length = a.length + b.length;
    this.#forward = new Int32Array(length + 3);
    this.#backward = new Int32Array(length + 3);
    this.#zero = b.length + 1;
  }

  /** Never a corner of the range, which is not empty on either side and neither starts nor ends with a line of both. */
  of({ aFrom, aTo, bFrom, bTo }: Range): Place {
    const [start, end, lowest, highest] = [aFrom - bFrom, aTo - bTo, aFrom - bTo, aTo - bFrom];
    // Written out: a spread is slower than the search itself in the small ranges, of which there are thousands.
    const box: Box = { aFrom, aTo, bFrom, bTo, start, end, lowest, highest };
    this.#forward[this.#zero + start] = aFrom;
    this.#backward[this.#zero + end] = aTo;
    const affordable = Math.floor(this.#stepsLeft / (aTo - aFrom + (bTo - bFrom)));
    const limit = Math.max(LEAST_EDITS, Math.min(MOST_EDITS, affordable));
    for (let edits = 1; edits <= limit; edits++) {
      const met = this.#searchForward(box, edits) ?? this.#searchBackward(box, edits);
      if (met === undefined) continue;
      this.#stepsLeft -= edits * edits;
      return met;
    }
    this.#stepsLeft -= limit * limit;
    const [ahead, back] = [this.#farthest(box, limit), this.#nearest(box, limit)];
    return ahead.a - aFrom + (ahead.b - bFrom) >= aTo - back.a + (bTo - back.b) ? ahead : back;
  }

  /** One edit further on each diagonal, and then as far as the lines are equal; gives the place where that meets the other search. */
  #searchForward({ aTo, bTo, start, end, lowest, highest }: Box, edits: number): Place | undefined {
    const [a, b, reached, others, zero] = [this.#a, this.#b, this.#forward, this.#backward, this.#zero];
    const mayMeet = ((end - start) & 1) === 1;
    const [from, to] = [atLeast(start - edits, lowest), atMost(start + edits, highest)];
    if (from === start - edits) reached[zero + from - 1] = -1;
    if (to === start + edits) reached[zero + to + 1] = -1;
    for (let diagonal = to; diagonal >= from; diagonal -= 2) {
      const left = reached[zero + diagonal - 1] as number;
      const right = reached[zero + diagonal + 1] as number;
      let aIndex = left >= right ? left + 1 : right;
      while (aIndex < aTo && aIndex - diagonal < bTo && a[aIndex] === b[aIndex - diagonal]) aIndex++;
      reached[zero + diagonal] = aIndex;
      if (mayMeet && Math.abs(diagonal - end) < edits && (others[zero + diagonal] as number) <= aIndex) {
        return { a: aIndex, b: aIndex - diagonal };
      }
    }
    return undefined;
  }

  #searchBackward({ aFrom, bFrom, start, end, lowest, highest }: Box, edits: number): Place | undefined {
    const [a, b, reached, others, zero] = [this.#a, this.#b, this.#backward, this.#forward, this.#zero];
    const mayMeet = ((end - start) & 1) === 0;
    const [from, to] = [atLeast(end - edits, lowest), atMost(end + edits, highest)];
    if (from === end - edits) reached[zero + from - 1] = FAR;
    if (to === end + edits) reached[zero + to + 1] = FAR;
    for (let diagonal = to; diagonal >= from; diagonal -= 2) {
      const left = reached[zero + diagonal - 1] as number;
      const right = reached[zero + diagonal + 1] as number;
      let aIndex = left < right ? left : right - 1;
      while (aIndex > aFrom && aIndex - diagonal > bFrom && a[aIndex - 1] === b[aIndex - diagonal - 1]) aIndex--;
      reached[zero + diagonal] = aIndex;
      if (mayMeet && Math.abs(diagonal - start) <= edits && (others[zero + diagonal] as number) >= aIndex) {
        return { a: aIndex, b: aIndex - diagonal };
      }
    }
    return undefined;
  }

  /** The farthest place inside the box that the search from the start has reached. */
  #farthest({ aTo, bTo, start, lowest, highest }: Box, edits: number): Place {
    let best: Place = { a: -1, b: -1 };
    const to = atMost(start + edits, highest);
    for (let diagonal = atLeast(start - edits, lowest); diagonal <= to; diagonal += 2) {
      const a = Math.min(this.#forward[this.#zero + diagonal] as number, aTo, bTo + diagonal);
      if (2 * a - diagonal > best.a + best.b) best = { a, b: a - diagonal };
    }
    return best;
  }

  #nearest({ aFrom, bFrom, end, lowest, highest }: Box, edits: number): Place {
    let best: Place = { a: FAR, b: FAR };
    const to = atMost(end + edits, highest);
    for (let diagonal = atLeast(end - edits, lowest); diagonal <= to; diagonal += 2) {
      const a = Math.max(this.#backward[this.#zero + diagonal] as number, aFrom, bFrom + diagonal);
      if (2 * a - diagonal < best.a + best.b) best = { a, b: a - diagonal };
    }
    return best;
  }
}

/** The wanted diagonal, or the lowest there is of the same parity, which each edit changes. */
function atLeast(wanted: number, lowest: number): number {
  return wanted >= lowest ? wanted : lowest + ((lowest - wanted) & 1);
}

function atMost(wanted: number, highest: number): number {
  return wanted <= highest ? wanted : highest - ((wanted - highest) & 1);
}
