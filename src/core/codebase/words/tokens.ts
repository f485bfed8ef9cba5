import type { Lexis } from './lexis';
import {
  AT,
  BACKSLASH,
  BACKTICK,
  BRACKET,
  BRACKET_END,
  CALLS,
  CLOSE,
  DASH,
  DOLLAR,
  DOUBLE,
  EQUALS,
  GREATER,
  HASH,
  LESS,
  NEWLINE,
  OPEN,
  PAREN,
  PAREN_END,
  QUESTION,
  SINGLE,
  SLASH,
  SPACE,
  STAR,
  TAB,
  TILDE,
} from './signs';

export const END = 0;
export const WORD = 1;
/** A text in quotes, or a pattern. */
export const TEXT = 2;
/** One byte that is none of the others. */
export const SIGN = 3;
const NUMBER = 4;
/** A line for the preprocessor. */
export const DIRECTIVE = 5;

const [BLANK, LETTER, DIGIT, QUOTE, OTHER, BREAK] = [0, 1, 2, 3, 4, 5];
const KINDS = new Uint8Array(256).map((_, byte) => {
  const sign = String.fromCharCode(byte);
  if (byte >= 128 || /[A-Za-z_$]/.test(sign)) return LETTER as number;
  if (/[0-9]/.test(sign)) return DIGIT as number;
  if (/["'`]/.test(sign)) return QUOTE as number;
  if (sign === '\n') return BREAK as number;
  return /\s/.test(sign) ? (BLANK as number) : (OTHER as number);
});
/** As many signs around a raw text as any language allows, or more. */
const MOST_FENCE = 255;
const LONGEST_PREFIX = 2;

/** Goes through a source from one word, text or sign to the next, past comments, in one way and in time that grows with its length. */
export class Tokens {
  kind = END;
  start = 0;
  end = 0;
  /** Where what stands between the quotes of a text begins and ends. */
  textStart = 0;
  textEnd = 0;
  /** The byte, of a sign; 0 for others. */
  sign = 0;
  /** Whether nothing stands before it on its line. */
  isFirst = true;
  /** Where its line begins. */
  lineStart = 0;
  /** Whether a slash here would divide: behind a name, a number or a closing bracket. */
  private isValue = false;
  /** How many braces are open inside of each `${` that is. */
  private readonly templates: number[] = [];
  /** By quote: up to here there is no second one on the line, or none at all. */
  private readonly alone = new Map<number, number>();
  private hasHeredocs = true;

  constructor(
    readonly bytes: Uint8Array,
    private readonly lexis: Lexis,
  ) {
    if (lexis.tags) this.end = this.tagAfter(0);
  }

  /** The kind of the next one, END behind the last. */
  next(): number {
    const { bytes } = this;
    this.isFirst = this.end === 0;
    this.sign = 0;
    for (let at = this.end; ; ) {
      if (at >= bytes.length) return this.take(END, bytes.length, bytes.length);
      const byte = bytes[at] as number;
      switch (KINDS[byte]) {
        case BLANK:
          at++;
          break;
        case BREAK:
          this.isFirst = true;
          this.lineStart = ++at;
          break;
        case LETTER: {
          const end = this.wordEnd(at);
          const text = this.prefixedText(at, end);
          if (text !== undefined) return text;
          return this.take(WORD, at, end);
        }
        case DIGIT: {
          let end = at + 1;
          while (isWordByte(bytes[end])) end++;
          return this.take(NUMBER, at, end);
        }
        case QUOTE:
          return this.text(at);
        default: {
          const past = this.pastComment(at);
          if (past !== at) {
            at = past;
            break;
          }
          return this.signAt(at);
        }
      }
    }
  }

  /** The next byte that is no white space; -1 at the end. */
  peek(from = this.end): number {
    return this.bytes[this.peekAt(from)] ?? -1;
  }

  /** Where it is. */
  peekAt(from = this.end): number {
    let at = from;
    while (at < this.bytes.length) {
      const kind = KINDS[this.bytes[at] as number];
      if (kind !== BLANK && kind !== BREAK) break;
      at++;
    }
    return at;
  }

  /** Whether a name begins at the next byte that is no white space. */
  isBeforeWord(): boolean {
    return KINDS[this.bytes[this.peekAt()] ?? 0] === LETTER;
  }

  /** Goes to where a byte stands next, or to the end. */
  skipTo(byte: number): void {
    const found = this.bytes.indexOf(byte, this.end);
    this.end = found === -1 ? this.bytes.length : found;
  }

  private take(kind: number, start: number, end: number): number {
    this.kind = kind;
    this.start = start;
    this.end = end;
    this.isValue = kind === WORD || kind === NUMBER || kind === TEXT;
    return kind;
  }

  /** Inside of the quotes; goes on behind them. */
  private takeText(start: number, end: number, behind: number): number {
    this.textStart = start;
    this.textEnd = end;
    return this.take(TEXT, start, behind);
  }

  private wordEnd(from: number): number {
    const { bytes } = this;
    let end = from + 1;
    while (isWordByte(bytes[end])) end++;
    const last = bytes[end];
    if (this.lexis.askingNames && (last === QUESTION || last === CALLS) && bytes[end + 1] !== EQUALS) end++;
    return end;
  }

  /** What a letter or two before a quote make of a text. */
  private prefixedText(start: number, end: number): number | undefined {
    const { bytes, lexis } = this;
    const next = bytes[end];
    if (next !== DOUBLE && next !== SINGLE && next !== HASH) return undefined;
    if (next === HASH) return lexis.rawTexts === 'rust' && end - start <= LONGEST_PREFIX ? this.fenced(end) : undefined;
    if (lexis.rawTexts === 'cpp' && next === DOUBLE && bytes[end - 1] === 82) return this.delimited(end);
    if (lexis.rawTexts === 'rust' && bytes[end - 1] === 114 && next === DOUBLE && end - start <= LONGEST_PREFIX)
      return this.fenced(end);
    return (lexis.tripleQuotes || lexis.rawTexts) && end - start <= LONGEST_PREFIX ? this.text(end) : undefined;
  }

  /** `"..."` between as many # as stand before it. */
  private fenced(from: number): number | undefined {
    const { bytes } = this;
    let quote = from;
    while (bytes[quote] === HASH && quote - from < MOST_FENCE) quote++;
    const fence = quote - from;
    if (bytes[quote] !== DOUBLE) return undefined;
    for (let at = bytes.indexOf(DOUBLE, quote + 1); at !== -1; at = bytes.indexOf(DOUBLE, at + 1)) {
      let end = at + 1;
      while (bytes[end] === HASH && end - at <= fence) end++;
      if (end - at - 1 >= fence) return this.takeText(quote + 1, at, at + 1 + fence);
    }
    return this.takeText(quote + 1, bytes.length, bytes.length);
  }

  /** `"x(...)x"` */
  private delimited(quote: number): number {
    const { bytes } = this;
    const open = bytes.indexOf(PAREN, quote);
    if (open === -1 || open - quote > 17) return this.text(quote);
    const mark = bytes.subarray(quote + 1, open);
    for (let at = bytes.indexOf(PAREN_END, open); at !== -1; at = bytes.indexOf(PAREN_END, at + 1)) {
      const behind = at + 1 + mark.length;
      if (bytes[behind] === DOUBLE && mark.every((byte, index) => bytes[at + 1 + index] === byte))
        return this.takeText(open + 1, at, behind + 1);
    }
    return this.takeText(open + 1, bytes.length, bytes.length);
  }

  /** In which two quotes are one. */
  private verbatim(at: number): number {
    const { bytes } = this;
    for (let end = at + 1; end < bytes.length; end++) {
      if (bytes[end] === DOUBLE && bytes[end + 1] === DOUBLE) end++;
      else if (bytes[end] === DOUBLE) return this.takeText(at + 1, end, end + 1);
    }
    return this.takeText(at + 1, bytes.length, bytes.length);
  }

  private text(at: number): number {
    const { bytes, lexis } = this;
    const quote = bytes[at] as number;
    if (quote === BACKTICK && lexis.templates) return this.template(at + 1);
    if (lexis.tripleQuotes && quote !== BACKTICK && bytes[at + 1] === quote && bytes[at + 2] === quote)
      return this.tripled(at + 3, quote);
    if (quote === SINGLE && lexis.lifetimes && !isLetter(bytes, at + 1)) return this.take(SIGN, at, at + 1);
    const isLong = lexis.longQuotes?.includes(String.fromCharCode(quote)) ?? false;
    if ((this.alone.get(quote) ?? 0) > at) return this.take(SIGN, at, at + 1);
    for (let end = at + 1; end < bytes.length; end++) {
      const byte = bytes[end];
      if (byte === BACKSLASH && !(quote === BACKTICK && isLong)) end++;
      else if (byte === quote) return this.takeText(at + 1, end, end + 1);
      // It was no quote: an apostrophe, the name of a lifetime.
      else if (byte === NEWLINE && !isLong) return this.lonely(at, quote, end);
    }
    return isLong ? this.takeText(at + 1, bytes.length, bytes.length) : this.lonely(at, quote, bytes.length);
  }

  private lonely(at: number, quote: number, end: number): number {
    this.alone.set(quote, end);
    return this.take(SIGN, at, at + 1);
  }

  private tripled(from: number, quote: number): number {
    const { bytes } = this;
    for (let end = from; end < bytes.length; end++) {
      if (bytes[end] === BACKSLASH) end++;
      else if (bytes[end] === quote && bytes[end + 1] === quote && bytes[end + 2] === quote)
        return this.takeText(from, end, end + 3);
    }
    return this.takeText(from, bytes.length, bytes.length);
  }

  /** To the backtick, or into the code of a `${`. */
  private template(from: number): number {
    const { bytes } = this;
    for (let end = from; end < bytes.length; end++) {
      const byte = bytes[end];
      if (byte === BACKSLASH) end++;
      else if (byte === BACKTICK) return this.takeText(from, end, end + 1);
      else if (byte === DOLLAR && bytes[end + 1] === OPEN) {
        this.templates.push(0);
        this.takeText(from, end, end + 2);
        this.isValue = false;
        return TEXT;
      }
    }
    return this.takeText(from, bytes.length, bytes.length);
  }

  /** Behind the comment that begins here; the same place when there is none. */
  private pastComment(at: number): number {
    const { bytes, lexis } = this;
    const [byte, next] = [bytes[at], bytes[at + 1]];
    if (byte === HASH && lexis.hashComments && !(lexis.hashAttributes && next === BRACKET)) return this.lineEnd(at);
    if (byte !== SLASH) return at;
    if (next === SLASH && lexis.slashComments) return this.lineEnd(at);
    if (next !== STAR || lexis.blockComments === undefined) return at;
    let depth = 1;
    for (let end = at + 2; end < bytes.length; end++) {
      const here = bytes[end];
      if (here === STAR && bytes[end + 1] === SLASH) {
        depth--;
        end++;
        if (depth === 0) return end + 1;
      } else if (here === SLASH && bytes[end + 1] === STAR && lexis.blockComments === 'nested') {
        depth++;
        end++;
      }
    }
    return bytes.length;
  }

  private lineEnd(at: number): number {
    const end = this.bytes.indexOf(NEWLINE, at);
    return end === -1 ? this.bytes.length : end;
  }

  private signAt(at: number): number {
    const { bytes, lexis } = this;
    const byte = bytes[at] as number;
    const next = bytes[at + 1];
    if (byte === SLASH && lexis.patterns && !this.isValue) {
      const end = this.patternEnd(at);
      if (end !== undefined) return this.takeText(at, at, end);
    }
    if (byte === HASH && lexis.directives && this.isFirst) return this.directive(at);
    if (byte === QUESTION && next === GREATER && lexis.tags) return this.takeText(at, at, this.tagAfter(at));
    if (byte === AT && next === DOUBLE && lexis.rawTexts === 'csharp') return this.verbatim(at + 1);
    if (byte === LESS && next === LESS && lexis.heredocs && this.hasHeredocs && !this.isValue) {
      const end = this.heredocEnd(at + 2);
      if (end !== undefined) return this.takeText(at, at, end);
    }
    this.take(SIGN, at, at + 1);
    this.sign = byte;
    this.isValue = byte === PAREN_END || byte === BRACKET_END || byte === CLOSE;
    const open = this.templates.length - 1;
    if (open >= 0 && byte === OPEN) (this.templates[open] as number)++;
    else if (open >= 0 && byte === CLOSE) {
      if (this.templates[open] === 0) {
        this.templates.pop();
        return this.template(at + 1);
      }
      (this.templates[open] as number)--;
    }
    return SIGN;
  }

  /** Where the next stretch of code begins. */
  private tagAfter(from: number): number {
    const { bytes } = this;
    for (let at = bytes.indexOf(LESS, from); at !== -1; at = bytes.indexOf(LESS, at + 1))
      if (bytes[at + 1] === QUESTION) return at + 2;
    return bytes.length;
  }

  /** Undefined when it is no pattern: it would have to end on its line. */
  private patternEnd(at: number): number | undefined {
    const { bytes } = this;
    if ((this.alone.get(SLASH) ?? 0) > at) return undefined;
    let isInClass = false;
    let end = at + 1;
    for (; end < bytes.length && bytes[end] !== NEWLINE; end++) {
      const byte = bytes[end];
      if (byte === BACKSLASH) end++;
      else if (byte === BRACKET) isInClass = true;
      else if (byte === BRACKET_END) isInClass = false;
      else if (byte === SLASH && !isInClass) return end + 1;
    }
    this.alone.set(SLASH, end);
    return undefined;
  }

  /** With the lines that a backslash adds. */
  private directive(at: number): number {
    let end = this.lineEnd(at);
    while (end < this.bytes.length && (this.bytes[end - 1] === BACKSLASH || this.bytes[end - 2] === BACKSLASH))
      end = this.lineEnd(end + 1);
    return this.take(DIRECTIVE, at, end);
  }

  private heredocEnd(from: number): number | undefined {
    const { bytes } = this;
    let at = bytes[from] === LESS ? from + 1 : from;
    if (bytes[at] === DASH || bytes[at] === TILDE) at++;
    const quote = bytes[at] === DOUBLE || bytes[at] === SINGLE ? bytes[at++] : undefined;
    const start = at;
    while (isWordByte(bytes[at])) at++;
    if (at === start || (quote !== undefined && bytes[at] !== quote)) return undefined;
    const mark = bytes.subarray(start, at);
    for (let line = this.lineEnd(at) + 1; line < bytes.length; line = this.lineEnd(line) + 1) {
      let text = line;
      while (bytes[text] === SPACE || bytes[text] === TAB) text++;
      const end = text + mark.length;
      if (!isWordByte(bytes[end]) && mark.every((byte, index) => bytes[text + index] === byte)) return end;
    }
    this.hasHeredocs = false;
    return undefined;
  }
}

/** Whether one letter, as it is written in a program, stands before a quote. */
function isLetter(bytes: Uint8Array, at: number): boolean {
  const first = bytes[at] ?? 0;
  return (
    first === BACKSLASH ||
    bytes[at + 1] === SINGLE ||
    (first >= 128 && [2, 3, 4].some((length) => bytes[at + length] === SINGLE))
  );
}

function isWordByte(byte: number | undefined): boolean {
  const kind = KINDS[byte ?? 0];
  return kind === LETTER || kind === DIGIT;
}
