import { RUBY as SYMBOLS } from '../symbols/languages/ruby';
import type { KeywordSource, Spelling } from './keywordSource';
import {
  AND,
  BAR,
  COLON,
  COMMA,
  DOT,
  EQUALS,
  GREATER,
  LESS,
  OPEN,
  PAREN,
  PAREN_END,
  SEMICOLON,
  STAR,
  TILDE,
} from './signs';
import { END, SIGN, WORD } from './tokens';
import { textOf } from './wordTally';

const LOADS = new Set(['require', 'require_relative', 'load', 'autoload']);
const LONGEST_LOAD = 300;

export const RUBY: Spelling = {
  lexis: { hashComments: true, longQuotes: '"\'`', patterns: true, heredocs: true, askingNames: true },
  keywords:
    'alias and begin break case class def defined? do else elsif end ensure false for if in module next nil not or redo rescue retry return self super then true undef unless until when while yield',
};

/** One source in Ruby while it is read: what the words before the next one have announced. */
export class RubyReader {
  /** The keyword or the sign right before; '' and 0 for others. */
  private keyword = '';
  private sign = 0;
  /** Before the name of a method, a class or a module. */
  private isDefining = false;
  private isParameters = false;
  /** Between the bars at the beginning of a block. */
  private isBlock = false;

  constructor(private readonly source: KeywordSource) {}

  read(): void {
    const { tokens } = this.source;
    for (let kind = tokens.next(); kind !== END; kind = tokens.next()) {
      if (tokens.isFirst && this.sign !== COMMA) this.beginLine();
      if (kind === WORD) this.takeWord();
      else this.takeSign(kind === SIGN ? tokens.sign : 0);
    }
  }

  private beginLine(): void {
    this.isDefining = false;
    this.isParameters = false;
    this.isBlock = false;
  }

  private takeSign(sign: number): void {
    if (sign === BAR) this.isBlock = !this.isBlock && (this.sign === OPEN || this.keyword === 'do');
    if (sign === PAREN_END || sign === SEMICOLON) this.isParameters = false;
    this.sign = sign;
    this.keyword = '';
  }

  private takeWord(): void {
    const { tokens, names } = this.source;
    const { sign } = this;
    const number = names.numberOfBytes(tokens.bytes, tokens.start, tokens.end);
    const keyword = sign === DOT || sign === COLON ? undefined : this.source.keywords.get(number);
    if (keyword === 'def' || keyword === 'class' || keyword === 'module') this.isDefining = true;
    if (keyword === undefined) this.takeName(number);
    this.keyword = keyword ?? '';
    this.sign = 0;
  }

  private takeName(number: number): void {
    const { tally } = this.source;
    if (this.isDefining) this.defineNext(number);
    else if (this.isBlock || this.isParameter()) tally.bind(number);
    // Of a symbol or a label nobody knows who is meant.
    else if (this.isSymbol() || this.isLabel()) return;
    else if (this.isGiven()) {
      if (this.isConstant(number)) tally.define(number);
      else tally.bind(number);
    } else {
      tally.use(number);
      if (this.sign !== DOT && LOADS.has(this.source.names.names[number] ?? '')) this.load();
    }
  }

  /** The name itself, or what it stands in: `Shop::Cart`, `self.total`. */
  private defineNext(number: number): void {
    const { tokens, tally } = this.source;
    const next = tokens.peek();
    if (next === DOT || (next === COLON && tokens.bytes[tokens.peekAt() + 1] === COLON)) {
      tally.use(number);
      return;
    }
    tally.define(number);
    this.isDefining = false;
    this.isParameters = this.keyword === 'def' || this.sign === DOT;
  }

  private isParameter(): boolean {
    const { sign, keyword } = this;
    if (!this.isParameters || sign === EQUALS || sign === DOT || sign === LESS) return false;
    return keyword === '' || sign === PAREN || sign === COMMA || sign === STAR || sign === AND;
  }

  private isSymbol(): boolean {
    return this.sign === COLON && this.source.tokens.bytes[this.source.tokens.start - 2] !== COLON;
  }

  private isLabel(): boolean {
    const { bytes, end } = this.source.tokens;
    return bytes[end] === COLON && bytes[end + 1] !== COLON;
  }

  private isGiven(): boolean {
    const { tokens } = this.source;
    if (this.sign === DOT || tokens.peek() !== EQUALS) return false;
    const after = tokens.bytes[tokens.peekAt() + 1];
    return after !== EQUALS && after !== TILDE && after !== GREATER;
  }

  private isConstant(number: number): boolean {
    const { tokens, names } = this.source;
    return tokens.start === tokens.lineStart && /^\p{Lu}/u.test(names.names[number] ?? '');
  }

  private load(): void {
    const { bytes, start } = this.source.tokens;
    const [line = ''] = textOf(bytes, start, start + LONGEST_LOAD).split('\n');
    for (const { module } of SYMBOLS.importsIn?.(line) ?? []) this.source.tally.addImport(module);
  }
}
