import { splitLines } from '../lib/lines';

/**
 * Counts the lines of a growing text that stand nowhere in its base: what can be said with each line at next to no cost, before
 * the whole text can be compared.
 */
export class NewLines {
  readonly #known: ReadonlySet<string>;
  #count = 0;

  constructor(base: string) {
    this.#known = new Set(splitLines(base));
  }

  get count(): number {
    return this.#count;
  }

  add(line: string): void {
    if (!this.#known.has(line)) this.#count += 1;
  }
}
