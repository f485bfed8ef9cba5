import type { NameTable } from '../graph/nameTable';
import { RUBY } from '../symbols/languages/ruby';
import type { Lexis } from './lexis';
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
import { END, SIGN, Tokens, WORD } from './tokens';
import type { WordTally } from './wordTally';
import { textOf } from './wordTally';

const LEXIS: Lexis = { hashComments: true, longQuotes: '"\'`', patterns: true, heredocs: true, askingNames: true };
const KEYWORDS =
  'alias and begin break case class def defined? do else elsif end ensure false for if in module next nil not or redo rescue retry return self super then true undef unless until when while yield';
const LOADS = new Set(['require', 'require_relative', 'load', 'autoload']);
const LONGEST_LOAD = 300;

/** Reads a source in Ruby: who is defined, what is used, what is loaded. */
export class RubyReader {
  private readonly keywords: ReadonlyMap<number, string>;

  constructor(
    private readonly names: NameTable,
    private readonly tally: WordTally,
  ) {
    this.keywords = names.byNumberOf(KEYWORDS);
  }

  read(bytes: Uint8Array): void {
    const { tally, names } = this;
    const tokens = new Tokens(bytes, LEXIS);
    let keyword = '';
    let sign = 0;
    let isDefining = false;
    let isParameters = false;
    let isBlock = false;
    for (let kind = tokens.next(); kind !== END; kind = tokens.next()) {
      if (tokens.isFirst && sign !== COMMA) {
        isDefining = false;
        isParameters = false;
        isBlock = false;
      }
      if (kind !== WORD) {
        const next = kind === SIGN ? tokens.sign : 0;
        if (next === BAR) isBlock = !isBlock && (sign === OPEN || keyword === 'do');
        if (next === PAREN_END || next === SEMICOLON) isParameters = false;
        sign = next;
        keyword = '';
        continue;
      }
      const number = names.numberOfBytes(bytes, tokens.start, tokens.end);
      const told = sign === DOT || sign === COLON ? undefined : this.keywords.get(number);
      const next = tokens.peek();
      const after = bytes[tokens.peekAt() + 1];
      if (told !== undefined) {
        if (told === 'def' || told === 'class' || told === 'module') isDefining = true;
        keyword = told;
        sign = 0;
        continue;
      }
      const name = names.names[number] ?? '';
      const isSymbol = sign === COLON && bytes[tokens.start - 2] !== COLON;
      const isLabel = next === COLON && bytes[tokens.end] === COLON && bytes[tokens.end + 1] !== COLON;
      if (isDefining) {
        if (next === DOT || (next === COLON && after === COLON)) tally.use(number);
        else {
          tally.define(number);
          isDefining = false;
          isParameters = keyword === 'def' || sign === DOT;
        }
      } else if (
        isParameters &&
        (sign === PAREN || sign === COMMA || sign === STAR || sign === AND || keyword === '') &&
        sign !== EQUALS &&
        sign !== DOT &&
        sign !== LESS
      )
        tally.bind(number);
      else if (isBlock) tally.bind(number);
      else if (isSymbol || isLabel) {
        // Says nothing of who is meant.
      } else if (next === EQUALS && after !== EQUALS && after !== TILDE && after !== GREATER && sign !== DOT) {
        if (/^\p{Lu}/u.test(name) && tokens.start === tokens.lineStart) tally.define(number);
        else tally.bind(number);
      } else {
        tally.use(number);
        if (LOADS.has(name) && sign !== DOT)
          for (const { module } of RUBY.importsIn?.(
            textOf(bytes, tokens.start, tokens.start + LONGEST_LOAD).split('\n')[0] ?? '',
          ) ?? [])
            tally.addImport(module);
      }
      keyword = '';
      sign = 0;
    }
  }
}
