import type { NameTable } from '../graph/nameTable';
import type { Lexis } from './lexis';
import {
  BACKSLASH,
  BRACKET,
  BRACKET_END,
  CLOSE,
  COLON,
  COMMA,
  DOT,
  EQUALS,
  NEWLINE,
  OPEN,
  PAREN,
  PAREN_END,
  SEMICOLON,
  STAR,
} from './signs';
import { END, SIGN, Tokens, WORD } from './tokens';
import type { WordTally } from './wordTally';

const LEXIS: Lexis = { hashComments: true, tripleQuotes: true };
const KEYWORDS =
  'False None True and assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield as';

/** Reads a source in Python: who is defined where others see it, what is used, what is imported. */
export class IndentedReader {
  private readonly keywords: ReadonlyMap<number, string>;

  constructor(
    private readonly names: NameTable,
    private readonly tally: WordTally,
  ) {
    this.keywords = names.byNumberOf(KEYWORDS);
  }

  read(bytes: Uint8Array): void {
    const { tally, names, keywords } = this;
    const tokens = new Tokens(bytes, LEXIS);
    const blocks: { readonly column: number; readonly isFunction: boolean }[] = [];
    let locals = 0;
    let depth = 0;
    /** How deep the brackets of parameters are; 0 outside. */
    let parameters = 0;
    let isBeforeParameters = false;
    let isLambda = false;
    let isFor = false;
    let column = 0;
    let keyword = '';
    let sign = 0;
    let word = -1;
    let targets: number[] = [];
    let isTarget = true;
    for (let kind = tokens.next(); kind !== END; kind = tokens.next()) {
      const isStart = tokens.isFirst && depth === 0;
      if (isStart) {
        column = tokens.start - tokens.lineStart;
        for (let last = blocks.at(-1); last !== undefined && last.column >= column; last = blocks.at(-1)) {
          blocks.pop();
          if (last.isFunction) locals--;
        }
        targets = [];
        isTarget = true;
        isLambda = false;
        isFor = false;
        keyword = '';
        sign = 0;
      }
      if (kind === WORD) {
        const number = names.numberOfBytes(bytes, tokens.start, tokens.end);
        const told = sign === DOT ? undefined : keywords.get(number);
        const next = tokens.peek();
        const after = bytes[tokens.peekAt() + 1];
        const isGiven = next === EQUALS && after !== EQUALS;
        if (told !== undefined) {
          if (isStart && (told === 'import' || told === 'from')) {
            this.readImport(tokens, told);
            sign = 0;
            continue;
          }
          if (told === 'def' || told === 'class') {
            const isFunction = told === 'def';
            tokens.next();
            if (tokens.kind === WORD) {
              const name = names.numberOfBytes(bytes, tokens.start, tokens.end);
              if (locals > 0) tally.bind(name);
              else tally.define(name);
            }
            blocks.push({ column, isFunction });
            if (isFunction) locals++;
            isBeforeParameters = isFunction;
          } else if (told === 'for') isFor = true;
          else if (told === 'in') isFor = false;
          else if (told === 'lambda') isLambda = true;
          if (told !== 'async' && told !== 'in') isTarget = false;
          keyword = told;
          word = -1;
        } else {
          const isAttribute = sign === DOT;
          const isParameter =
            parameters > 0 && depth === parameters && (sign === PAREN || sign === COMMA || sign === STAR);
          if (isParameter || (isLambda && !isAttribute && (keyword === 'lambda' || sign === COMMA || sign === STAR)))
            tally.bind(number);
          else if (isFor && !isAttribute) tally.bind(number);
          else if (keyword === 'as' && !isAttribute) tally.bind(number);
          else if (depth > 0 && isGiven && (sign === PAREN || sign === COMMA)) {
            // An argument by its name.
          } else if (isGiven && depth === 0 && (isTarget || isAttribute)) {
            this.assign(number, { isConstant: column === 0 && isStart });
            for (const each of targets) tally.bind(each);
          } else if (isStart && next === COLON && after !== EQUALS) {
            this.assign(number, { isConstant: column === 0 });
          } else if (next === COLON && after === EQUALS) tally.bind(number);
          else {
            if (isTarget && (next === COMMA || next === PAREN_END)) targets.push(number);
            tally.use(number);
          }
          keyword = '';
          word = number;
        }
        sign = 0;
      } else {
        sign = kind === SIGN ? tokens.sign : 0;
        keyword = '';
        switch (sign) {
          case PAREN:
          case BRACKET:
          case OPEN:
            depth++;
            if (sign === PAREN && isBeforeParameters) parameters = depth;
            isBeforeParameters = isBeforeParameters && sign !== PAREN;
            break;
          case PAREN_END:
          case BRACKET_END:
          case CLOSE:
            if (depth === parameters) parameters = 0;
            depth = Math.max(0, depth - 1);
            break;
          case COLON:
            isLambda = false;
            break;
          case EQUALS:
            if (depth === 0 && isTarget) {
              for (const each of targets) tally.bind(each);
              if (word !== -1 && targets.length > 0) tally.bind(word);
              targets = [];
            }
            break;
          case SEMICOLON:
            targets = [];
            isTarget = true;
            break;
        }
      }
    }
  }

  private assign(number: number, { isConstant }: { readonly isConstant: boolean }): void {
    if (isConstant) this.tally.define(number);
    else this.tally.bind(number);
  }

  private readImport(tokens: Tokens, how: string): void {
    const { tally, names } = this;
    const { bytes } = tokens;
    let module = '';
    const taken: string[] = [];
    let isNamed = how === 'import';
    let isAlias = false;
    let depth = 0;
    for (;;) {
      const at = tokens.peekAt();
      const isLineEnd =
        depth === 0 && bytes.subarray(tokens.end, at).includes(NEWLINE) && bytes[tokens.end] !== BACKSLASH;
      if (isLineEnd || at >= bytes.length) break;
      const kind = tokens.next();
      if (kind === END) break;
      if (kind === SIGN) {
        if (tokens.sign === PAREN) depth++;
        else if (tokens.sign === PAREN_END) depth = Math.max(0, depth - 1);
        else if (tokens.sign === SEMICOLON) break;
        else if (tokens.sign === DOT) module += '.';
        else if (tokens.sign === COMMA && how === 'import') {
          tally.addImport(module);
          module = '';
        }
        if (tokens.sign === COMMA) isAlias = false;
        continue;
      }
      if (kind !== WORD) break;
      const number = names.numberOfBytes(bytes, tokens.start, tokens.end);
      const keyword = this.keywords.get(number);
      if (keyword === 'import') {
        isNamed = true;
      } else if (keyword === 'as') isAlias = true;
      else if (isAlias) tally.use(number);
      else if (how === 'import' || !isNamed) module += names.names[number];
      else {
        tally.use(number);
        taken.push(names.names[number] ?? '');
      }
    }
    if (isNamed) tally.addImport(module, taken);
  }
}
