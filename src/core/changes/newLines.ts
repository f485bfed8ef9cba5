import { splitLines } from '../lib/lines';

/**
 * Counts the lines of a growing text that its base does not have, wherever they stand: what can be said at each line at no cost,
 * before the whole text can be compared.
 */
export class NewLines {
  readonly #left = new Map<string, number>();
  #count = 0;

  constructor(base: string) {
    for (const line of splitLines(base)) this.#left.set(line, (this.#left.get(line) ?? 0) + 1);
  }

  get count(): number {
    return this.#count;
  }

  add(line: string): void {
    const left = this.#left.get(line) ?? 0;
    if (left > 0) this.#left.set(line, left - 1);
    else this.#count += 1;
  }
}
