import type { NameTable } from '../graph/nameTable';
import type { Dialect, Role } from './dialect';
import type { Reading } from './readPattern';
import type { Roles } from './roles';
import {
  AND,
  BRACKET,
  BRACKET_END,
  CALLS,
  CLOSE,
  COLON,
  COMMA,
  DOT,
  EQUALS,
  GREATER,
  OPEN,
  PAREN,
  PAREN_END,
  SEMICOLON,
  STAR,
} from './signs';
import type { Tokens } from './tokens';
import { END, TEXT, WORD } from './tokens';
import type { WordTally } from './wordTally';

/** What a pair of brackets holds. `local`: what is nobody else's. */
type Frame = 'type' | 'object' | 'space' | 'block' | 'enum' | 'struct' | 'local' | 'group' | 'imports';
type Opening = Exclude<Frame, 'group' | 'imports'>;

/** Where a reader of a language with braces stands: what is open around the next word, and what the words before it have announced. */
export abstract class BraceState {
  protected readonly frames: {
    readonly kind: Frame;
    readonly parens: number;
    readonly role: Role;
    readonly pending: Opening | undefined;
  }[] = [];
  /** How many frames there are whose content is nobody else's. */
  protected locals = 0;
  /** Brackets that are open inside of the frame. */
  protected parens = 0;
  /** What the next brace opens. */
  protected pending: Opening | undefined;
  /** What the next word is the name of. */
  protected expected: Role | undefined;
  /** The next bracket holds parameters. */
  protected isBeforeParameters = false;
  /** Since the last statement began: whether something is given a value or a type, and whether its name is known. */
  protected isAssigned = false;
  protected isNamed = false;
  protected isImporting = false;
  /** A name that is defined when it turns out to have a body. */
  protected candidate: number | undefined;
  /** For each open bracket: where its possible parameters begin, and whether it is sure to hold some. */
  protected readonly brackets: { readonly first: number; readonly isSure: boolean }[] = [];
  protected readonly parameters: number[] = [];
  // What stands before the word that is looked at.
  protected before = END;
  protected sign = 0;
  protected role: Role | undefined;
  protected word = -1;
  /** Of the bracket that was opened last, the word before it. */
  protected called: Role | undefined;

  protected readonly tokens: Tokens;
  protected readonly names: NameTable;
  protected readonly tally: WordTally;
  protected readonly dialect: Dialect;
  protected readonly roles: Roles;

  constructor(protected readonly reading: Reading) {
    ({ tokens: this.tokens, names: this.names, tally: this.tally, dialect: this.dialect, roles: this.roles } = reading);
  }

  protected get top(): Frame | undefined {
    return this.frames.at(-1)?.kind;
  }

  protected get isVisible(): boolean {
    return this.locals === 0;
  }

  protected beginLine(): void {
    const { kind } = this.dialect;
    if (kind === 'go') this.isImporting = false;
    if ((kind === 'script' || kind === 'go') && this.parens === 0) this.beginStatement();
  }

  protected beginStatement(): void {
    this.isAssigned = false;
    this.isNamed = false;
  }

  /** Others see it only where nothing local is around it. */
  protected defineHere(number: number): void {
    if (this.isVisible) this.tally.define(number);
    else this.tally.bind(number);
  }

  protected get isInParameters(): boolean {
    return this.parens > 0 && (this.brackets.at(-1)?.isSure ?? false);
  }

  protected get isBehindDot(): boolean {
    if (this.sign === DOT) return this.tokens.bytes[this.tokens.start - 2] !== DOT;
    return this.sign === GREATER && this.dialect.kind === 'php';
  }

  protected takeSign(sign: number): void {
    switch (sign) {
      case OPEN:
        this.openBrace();
        break;
      case CLOSE:
        this.close();
        break;
      case PAREN:
      case BRACKET:
        this.openBracket(sign);
        break;
      case PAREN_END:
      case BRACKET_END:
        this.closeBracket(sign);
        break;
      case SEMICOLON:
        if (this.parens === 0) {
          this.beginStatement();
          this.pending = undefined;
          this.expected = undefined;
          this.candidate = undefined;
          this.isBeforeParameters = false;
          if (this.top === 'enum' && this.dialect.kind === 'java') this.change('type');
        }
        break;
      case EQUALS:
        if (this.parens === 0) {
          this.isAssigned = true;
          if (this.dialect.kind === 'cpp') this.pending = undefined;
        }
        break;
      case COLON:
        if (this.parens === 0 && this.dialect.kind === 'script') this.isAssigned = true;
        if (this.dialect.kind === 'cpp' && this.parens === 0 && this.before === WORD && this.role === 'plain')
          this.beginStatement();
        break;
    }
    if (sign !== STAR && sign !== CALLS && sign !== AND && sign !== BRACKET && sign !== BRACKET_END)
      this.expected = undefined;
  }

  protected openBrace(): void {
    const kind = this.opening();
    if (this.candidate !== undefined && kind !== 'local') this.defineHere(this.candidate);
    this.open(kind, 'plain');
  }

  protected opening(): Opening {
    const { pending, sign } = this;
    const { kind } = this.dialect;
    if (pending !== undefined && (this.parens === 0 || kind === 'go')) return pending;
    if (kind === 'script' && [EQUALS, COLON, PAREN, COMMA, BRACKET].includes(sign)) return 'object';
    // `cfg_fs! {` and `extern "C" {`
    return (kind === 'rust' && sign === CALLS) || (kind === 'cpp' && this.before === TEXT) ? 'block' : 'local';
  }

  protected open(kind: Frame, role: Role): void {
    this.frames.push({ kind, parens: this.parens, role, pending: this.parens > 0 ? this.pending : undefined });
    if (kind === 'local') this.locals++;
    this.parens = 0;
    this.pending = undefined;
    this.candidate = undefined;
    this.isBeforeParameters = false;
    this.beginStatement();
  }

  protected change(kind: Frame): void {
    const last = this.frames.pop();
    if (last !== undefined) this.frames.push({ ...last, kind });
  }

  protected close(): void {
    const last = this.frames.pop();
    if (last?.kind === 'local') this.locals--;
    this.parens = last?.parens ?? 0;
    this.pending = last?.pending;
    this.beginStatement();
  }

  protected openBracket(sign: number): void {
    if (sign === PAREN && this.dialect.kind === 'go' && this.isImporting && this.role === 'import') {
      this.open('imports', 'import');
      return;
    }
    this.called = sign === PAREN ? this.role : undefined;
    const isSure = sign === PAREN && this.isBeforeParameters;
    if (sign === PAREN) this.isBeforeParameters = false;
    this.brackets.push({ first: this.parameters.length, isSure });
    this.parens++;
  }

  protected closeBracket(sign: number): void {
    if (this.parens === 0) {
      if (sign === PAREN_END && (this.top === 'group' || this.top === 'imports')) this.close();
      return;
    }
    this.parens--;
    const bracket = this.brackets.pop();
    if (bracket === undefined) return;
    const { bytes, end } = this.tokens;
    const at = this.tokens.peekAt();
    const isArrow = bytes[at] === EQUALS && bytes[at + 1] === GREATER;
    if (sign === PAREN_END && this.dialect.kind === 'script' && (bracket.isSure || isArrow || bytes[end] === COLON))
      for (const number of this.parameters.slice(bracket.first)) this.tally.bind(number);
    this.parameters.length = Math.min(this.parameters.length, bracket.first);
  }
}
