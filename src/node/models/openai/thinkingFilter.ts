const OPEN = '<think>';
const CLOSE = '</think>';

/**
 * Takes away what some local servers leave at the beginning of an answer: `<think> ... </think>`. Later it is text like any other,
 * for the answer may be about these very marks.
 */
export class ThinkingFilter {
  #state: 'start' | 'thinking' | 'text' = 'start';
  #held = '';

  /** Whether the answer is still inside the mark. */
  get isOpen(): boolean {
    return this.#state === 'thinking';
  }

  /** The text of a piece that is to be shown; any way of cutting the whole gives the same. */
  push(piece: string): string {
    if (this.#state === 'text') return piece;
    this.#held += piece;
    if (this.#state === 'start') {
      const begun = this.#held.trimStart();
      if (begun.length < OPEN.length && OPEN.startsWith(begun)) return '';
      if (!begun.startsWith(OPEN)) return this.#release(this.#held);
      this.#state = 'thinking';
      this.#held = begun.slice(OPEN.length);
    }
    const end = this.#held.indexOf(CLOSE);
    if (end >= 0) return this.#release(this.#held.slice(end + CLOSE.length));
    this.#held = this.#held.slice(-CLOSE.length);
    return '';
  }

  /** What is still held back when nothing more comes: the beginning of an answer that only looked like the mark. */
  end(): string {
    return this.#state === 'start' ? this.#release(this.#held) : '';
  }

  #release(text: string): string {
    this.#state = 'text';
    this.#held = '';
    return text;
  }
}
