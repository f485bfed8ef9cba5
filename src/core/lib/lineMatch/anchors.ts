import { longestRising } from './longestRising';
import type { Place } from './place';
import type { Range } from './range';
import type { NumberedLines } from './sharedLines';

/** Finds the lines that surely belong together, as patience diff does: those that occur once on both sides. */
export class Anchors {
  readonly #a: Side;
  readonly #b: Side;

  constructor({ a, b, kinds }: NumberedLines) {
    this.#a = new Side(a, kinds);
    this.#b = new Side(b, kinds);
  }

  /** As many as there can be that rise on both sides. */
  between({ aFrom, aTo, bFrom, bTo }: Range): readonly Place[] | 'nothing shared' {
    this.#a.count(aFrom, aTo);
    this.#b.count(bFrom, bTo);
    const found = this.#once(bFrom, bTo);
    this.#a.forget(aFrom, aTo);
    this.#b.forget(bFrom, bTo);
    return found === 'nothing shared' ? found : longestRising(found);
  }

  #once(bFrom: number, bTo: number): readonly Place[] | 'nothing shared' {
    const places: Place[] = [];
    let isShared = false;
    for (let b = bFrom; b < bTo; b++) {
      const line = this.#b.lines[b] as number;
      const count = this.#a.counts[line];
      if (count !== 0) isShared = true;
      if (count === 1 && this.#b.counts[line] === 1) places.push({ a: this.#a.last[line] as number, b });
    }
    return isShared ? places : 'nothing shared';
  }
}

/** How often each line occurs in a range of one text, and where last. All zero between two ranges. */
class Side {
  readonly counts: Int32Array;
  readonly last: Int32Array;

  constructor(
    readonly lines: Int32Array,
    kinds: number,
  ) {
    this.counts = new Int32Array(kinds);
    this.last = new Int32Array(kinds);
  }

  count(from: number, to: number): void {
    for (let index = from; index < to; index++) {
      const line = this.lines[index] as number;
      this.counts[line] = (this.counts[line] as number) + 1;
      this.last[line] = index;
    }
  }

  forget(from: number, to: number): void {
    for (let index = from; index < to; index++) this.counts[this.lines[index] as number] = 0;
  }
}
