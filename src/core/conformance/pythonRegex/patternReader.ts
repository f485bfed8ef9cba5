import { PatternError } from './patternError';

/** Walks over a pattern, character by character. */
export class PatternReader {
  private readonly chars: readonly string[];
  private at = 0;

  constructor(pattern: string) {
    this.chars = [...pattern];
  }

  get position(): number {
    return this.at;
  }

  set position(at: number) {
    this.at = at;
  }

  /** The next character; undefined at the end. */
  peek(): string | undefined {
    return this.chars[this.at];
  }

  next(): string | undefined {
    return this.chars[this.at++];
  }

  /** Goes on when the pattern does so. */
  take(text: string): boolean {
    const wanted = [...text];
    if (!wanted.every((char, index) => this.chars[this.at + index] === char)) return false;
    this.at += wanted.length;
    return true;
  }

  takeWhile(allowed: RegExp, most = Number.POSITIVE_INFINITY): string {
    let taken = '';
    for (let char = this.peek(); char !== undefined && allowed.test(char) && taken.length < most; char = this.peek()) {
      taken += char;
      this.at++;
    }
    return taken;
  }

  /** What stands before the end mark, which is passed over. */
  takeUntil(end: string, what: string): string {
    const from = this.at;
    while (this.peek() !== undefined && this.peek() !== end) this.at++;
    const taken = this.chars.slice(from, this.at).join('');
    if (this.next() === undefined) throw new PatternError('invalid', `"${end}" is missing after ${what}`);
    return taken;
  }
}
