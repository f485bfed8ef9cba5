import type { KeywordSource, Spelling } from './keywordSource';
import { readPythonImport } from './readPythonImport';
import {
  BRACKET,
  BRACKET_END,
  CLOSE,
  COLON,
  COMMA,
  DOT,
  EQUALS,
  OPEN,
  PAREN,
  PAREN_END,
  SEMICOLON,
  STAR,
} from './signs';
import { END, SIGN, WORD } from './tokens';

interface Block {
  readonly column: number;
  readonly isFunction: boolean;
}

export const PYTHON: Spelling = {
  lexis: { hashComments: true, tripleQuotes: true },
  keywords:
    'False None True and assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield as',
};

/** One source in Python while it is read: what is open around the next word, and what the words before it have announced. */
export class IndentedReader {
  private readonly blocks: Block[] = [];
  /** How many of the blocks are functions: what is made in them, nobody else sees. */
  private functions = 0;
  /** How many brackets are open. */
  private depth = 0;
  /** How deep the brackets of parameters are; 0 outside. */
  private parameters = 0;
  private isBeforeParameters = false;
  private isLambda = false;
  private isFor = false;
  /** Whether the word is the first of a statement, and where that stands. */
  private isStart = false;
  private column = 0;
  /** The keyword or the sign right before; '' and 0 for others. */
  private keyword = '';
  private sign = 0;
  /** The last name; -1 behind a keyword. */
  private name = -1;
  /** The names before a comma that an `=` further on would give values to. */
  private targets: number[] = [];
  private isTarget = true;

  constructor(private readonly source: KeywordSource) {}

  read(): void {
    const { tokens } = this.source;
    for (let kind = tokens.next(); kind !== END; kind = tokens.next()) {
      this.isStart = tokens.isFirst && this.depth === 0;
      if (this.isStart) this.beginStatement();
      if (kind === WORD) this.takeWord();
      else this.takeSign(kind === SIGN ? tokens.sign : 0);
    }
  }

  private beginStatement(): void {
    const { tokens } = this.source;
    const { blocks } = this;
    this.column = tokens.start - tokens.lineStart;
    for (let last = blocks.at(-1); last !== undefined && last.column >= this.column; last = blocks.at(-1)) {
      blocks.pop();
      if (last.isFunction) this.functions--;
    }
    this.targets = [];
    this.isTarget = true;
    this.isLambda = false;
    this.isFor = false;
    this.keyword = '';
    this.sign = 0;
  }

  private takeWord(): void {
    const { tokens, names, keywords } = this.source;
    const number = names.numberOfBytes(tokens.bytes, tokens.start, tokens.end);
    const keyword = this.sign === DOT ? undefined : keywords.get(number);
    if (keyword === undefined) this.takeName(number);
    else if (this.isStart && (keyword === 'import' || keyword === 'from')) {
      readPythonImport(this.source, keyword);
    } else this.takeKeyword(keyword);
    this.sign = 0;
  }

  private takeKeyword(keyword: string): void {
    switch (keyword) {
      case 'def':
      case 'class':
        this.openBlock(keyword);
        break;
      case 'for':
      case 'in':
        this.isFor = keyword === 'for';
        break;
      case 'lambda':
        this.isLambda = true;
        break;
    }
    if (keyword !== 'async' && keyword !== 'in') this.isTarget = false;
    this.keyword = keyword;
    this.name = -1;
  }

  private openBlock(keyword: 'def' | 'class'): void {
    const { tokens, names, tally } = this.source;
    const isFunction = keyword === 'def';
    if (tokens.next() === WORD) {
      const name = names.numberOfBytes(tokens.bytes, tokens.start, tokens.end);
      if (this.functions > 0) tally.bind(name);
      else tally.define(name);
    }
    this.blocks.push({ column: this.column, isFunction });
    if (isFunction) this.functions++;
    this.isBeforeParameters = isFunction;
  }

  private takeName(number: number): void {
    const { tokens, tally } = this.source;
    const { sign, depth } = this;
    const isAttribute = sign === DOT;
    const next = tokens.peek();
    const isDoubled = tokens.bytes[tokens.peekAt() + 1] === EQUALS;
    const isGiven = next === EQUALS && !isDoubled;
    const isArgument = isGiven && depth > 0 && (sign === PAREN || sign === COMMA);
    if (!isAttribute && this.announcesName()) tally.bind(number);
    else if (isGiven && depth === 0 && (this.isTarget || isAttribute)) {
      this.assign(number);
      for (const each of this.targets) tally.bind(each);
    } else if (this.isStart && next === COLON && !isDoubled) this.assign(number);
    else if (next === COLON && isDoubled) tally.bind(number);
    else if (!isArgument) {
      if (this.isTarget && (next === COMMA || next === PAREN_END)) this.targets.push(number);
      tally.use(number);
    }
    this.keyword = '';
    this.name = number;
  }

  /** Whether what stands before makes the next word a name of its own: a parameter, an alias, the variable of a loop. */
  private announcesName(): boolean {
    const { sign, keyword, parameters } = this;
    if (this.isFor || keyword === 'as') return true;
    const isFurther = sign === COMMA || sign === STAR;
    if (parameters > 0 && this.depth === parameters && (sign === PAREN || isFurther)) return true;
    return this.isLambda && (keyword === 'lambda' || isFurther);
  }

  /** Others see what begins a statement of the module itself. */
  private assign(number: number): void {
    if (this.isStart && this.column === 0) this.source.tally.define(number);
    else this.source.tally.bind(number);
  }

  private takeSign(sign: number): void {
    this.sign = sign;
    this.keyword = '';
    switch (sign) {
      case PAREN:
      case BRACKET:
      case OPEN:
        this.depth++;
        if (sign === PAREN && this.isBeforeParameters) this.parameters = this.depth;
        this.isBeforeParameters = this.isBeforeParameters && sign !== PAREN;
        break;
      case PAREN_END:
      case BRACKET_END:
      case CLOSE:
        if (this.depth === this.parameters) this.parameters = 0;
        this.depth = Math.max(0, this.depth - 1);
        break;
      case COLON:
        this.isLambda = false;
        break;
      case EQUALS:
        if (this.depth === 0 && this.isTarget) this.closeTargets();
        break;
      case SEMICOLON:
        this.targets = [];
        this.isTarget = true;
        break;
    }
  }

  private closeTargets(): void {
    const { tally } = this.source;
    const { targets, name } = this;
    for (const each of targets) tally.bind(each);
    if (name !== -1 && targets.length > 0) tally.bind(name);
    this.targets = [];
  }
}
