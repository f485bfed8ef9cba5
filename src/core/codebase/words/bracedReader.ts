import { BraceState } from './braceState';
import type { Role } from './dialect';
import {
  dottedName,
  isBeforeAlias,
  isBeforeCall,
  isBeforeDefinition,
  isBeforeExtends,
  isBeforeShortValue,
  nameOfModule,
} from './lookAhead';
import { readPattern, readReceiver } from './readPattern';
import {
  AND,
  AT,
  BACKSLASH,
  BAR,
  BRACKET,
  BRACKET_END,
  CALLS,
  CLOSE,
  COLON,
  COMMA,
  DASH,
  DOLLAR,
  DOT,
  EQUALS,
  GREATER,
  LESS,
  OPEN,
  PAREN,
  PAREN_END,
  QUESTION,
  SEMICOLON,
  STAR,
  TILDE,
} from './signs';
import { DIRECTIVE, END, SIGN, TEXT, WORD } from './tokens';
import { textOf } from './wordTally';

const LONGEST_STATEMENT = 10_000;
const LONGEST_DIRECTIVE = 200;

/** Reads a source in a language with braces: who is defined where others see it, what is used, what is imported. */
export class BracedReader extends BraceState {
  read(): void {
    const { tokens } = this;
    for (let kind = tokens.next(); kind !== END; kind = tokens.next()) {
      if (tokens.isFirst) this.beginLine();
      if (kind === WORD) this.takeWord();
      else {
        if (kind === SIGN) this.takeSign(tokens.sign);
        else if (kind === TEXT) this.takeText();
        else if (kind === DIRECTIVE) this.takeDirective();
        this.role = undefined;
        this.word = -1;
      }
      this.before = kind;
      this.sign = tokens.sign;
    }
  }

  private takeWord(): void {
    const { tokens, roles } = this;
    const number = this.names.numberOfBytes(tokens.bytes, tokens.start, tokens.end);
    const role = this.isBehindDot ? undefined : roles.of(number);
    const told = role !== undefined && this.takeRole(role);
    if (!told) this.takeName(number);
    this.role = told || role === 'load' ? role : this.isBehindDot && roles.of(number) === 'mock' ? 'mock' : undefined;
    this.word = number;
  }

  /** Whether the word is one of the language here, and no name. */
  private takeRole(role: Role): boolean {
    const { tokens, dialect } = this;
    const next = tokens.peek();
    // The name of a field, or of a parameter.
    if (next === COLON && (this.sign === OPEN || this.sign === COMMA || this.sign === PAREN) && role !== 'plain')
      return false;
    switch (role) {
      case 'type':
      case 'space':
      case 'struct':
      case 'enum':
        if (!tokens.isBeforeWord() && next !== OPEN && next !== LESS && next !== CALLS) return dialect.kind === 'go';
        return this.takeContainer(role, next);
      case 'alias':
        if (isBeforeAlias(tokens)) this.expected = 'type';
        // `import type {`
        return this.expected !== undefined || next === OPEN || tokens.isBeforeWord();
      case 'block':
        this.pending = 'block';
        return true;
      case 'function':
        return this.takeFunction(next);
      case 'value':
        if (!tokens.isBeforeWord() && next !== OPEN && next !== BRACKET && next !== PAREN) return true;
        return this.takeValue(next);
      case 'let':
        // `impl Shape for Cart`
        if (this.pending !== 'block') this.takePattern();
        return true;
      case 'statement':
        return this.takeStatement();
      case 'module':
        this.takeModule();
        return true;
      case 'namespace':
        return this.takeNamespace();
      case 'import':
        this.isImporting = true;
        return next !== DOT;
      case 'load':
      case 'mock':
        return false;
      default:
        this.expected = undefined;
        return true;
    }
  }

  private takeContainer(role: 'type' | 'space' | 'struct' | 'enum', next: number): boolean {
    if (this.parens > 0 && this.dialect.kind !== 'go') return this.dialect.kind === 'cpp';
    // `enum class` is one thing.
    if (this.expected === undefined || this.pending === undefined) this.pending = role;
    if (next !== OPEN && this.dialect.kind !== 'go') this.expected = role;
    return true;
  }

  private takeFunction(next: number): boolean {
    const { kind } = this.dialect;
    this.pending = 'local';
    this.isBeforeParameters = true;
    this.expected = next === PAREN || next === LESS ? undefined : 'function';
    if (kind === 'go' && next === PAREN && this.frames.length === 0 && this.parens === 0) {
      readReceiver(this.reading);
      this.expected = 'function';
    }
    return true;
  }

  private takeValue(next: number): boolean {
    if (this.dialect.kind === 'go' && next === PAREN) {
      this.tokens.next();
      this.open('group', 'value');
      return true;
    }
    if (this.dialect.kind === 'script' && (next === OPEN || next === BRACKET)) this.takePattern();
    else this.expected = 'value';
    return true;
  }

  private takePattern(): void {
    readPattern(this.reading);
    this.sign = this.tokens.sign;
  }

  /** `mod cart;` is in a file of its own, `mod cart {` is here. */
  private takeModule(): void {
    const name = nameOfModule(this.tokens);
    if (name !== undefined) this.tally.addImport(`self::${name}`);
    this.expected = name === undefined ? 'space' : undefined;
    this.pending = this.expected;
  }

  private takeNamespace(): boolean {
    const { tokens, dialect } = this;
    const path = dottedName(tokens);
    if (path === undefined && tokens.peek() !== OPEN) return false;
    if (!this.isVisible) return false;
    this.pending = 'space';
    if (path === undefined) return true;
    tokens.end = path.end;
    this.tally.addTo(path.name);
    if (dialect.kind !== 'cpp') this.tally.define(this.names.numberOf(path.name));
    return true;
  }

  private takeStatement(): boolean {
    const { tokens, dialect } = this;
    const { kind } = dialect;
    const isInside = this.top === 'type' || this.top === 'enum';
    if (isInside || tokens.peek() === PAREN) return true;
    // Inside of a function, too, only these two load something.
    if (!this.isVisible && kind !== 'php' && kind !== 'rust') return true;
    const far = tokens.bytes.subarray(tokens.start, tokens.start + LONGEST_STATEMENT);
    const length = far.indexOf(SEMICOLON) + 1;
    if (length > 0)
      for (const { module, names } of dialect.importsIn?.(textOf(far, 0, length)) ?? [])
        this.takeModules(module, names);
    if (kind !== 'rust') tokens.skipTo(SEMICOLON);
    return true;
  }

  private takeModules(module: string, names: readonly string[]): void {
    this.tally.addImport(module, this.dialect.kind === 'rust' ? names : []);
    if (this.dialect.kind === 'php') for (const name of names) this.tally.use(this.names.numberOf(name));
  }

  private takeName(number: number): void {
    const { tokens, expected } = this;
    const next = tokens.peek();
    if (expected !== undefined) {
      this.expected = undefined;
      this.takeExpected(number, expected, next);
      return;
    }
    // `class EXPORTED Cart`
    const isLater = this.candidate !== undefined && this.before === WORD && this.role === undefined;
    if (isLater && this.pending !== undefined) this.candidate = number;
    else if (this.takeInFrame(number, next)) return;
    this.takeUse(number, next);
  }

  private takeExpected(number: number, role: Role, next: number): void {
    const { tally, dialect } = this;
    const { kind } = dialect;
    if (role === 'value') {
      if (this.isVisible && (this.frames.length === 0 || this.top === 'group') && this.parens === 0)
        tally.define(number);
      else tally.bind(number);
      // Rust and PHP know functions by a word of their own; others may give them as values.
      if (kind === 'go' && next === COMMA) this.expected = 'value';
      return;
    }
    if (kind === 'cpp' && role !== 'function') {
      this.candidate = number;
      tally.use(number);
      return;
    }
    if (kind === 'rust' && role === 'function' && next === CALLS) {
      this.expected = 'function';
      return;
    }
    if (this.isVisible && (this.parens === 0 || kind === 'go')) tally.define(number);
    else tally.bind(number);
    this.isNamed = true;
    if (role !== 'function' && next === PAREN) this.isBeforeParameters = true;
  }

  /** What a word is by where it stands. */
  private takeInFrame(number: number, next: number): boolean {
    const { top, tally, tokens, dialect } = this;
    if (this.parens > 0) return false;
    const isStart = this.sign === OPEN || this.sign === COMMA || this.sign === SEMICOLON || this.sign === CLOSE;
    switch (top) {
      case 'group':
        if (!tokens.isFirst) return false;
        this.takeGroup(number, next);
        return true;
      case 'struct':
        return dialect.kind === 'go'
          ? tokens.isFirst && next !== DOT
          : next === COLON && tokens.bytes[tokens.peekAt() + 1] !== COLON;
      case 'enum':
        if (!isStart && !(tokens.isFirst && this.sign === PAREN_END)) return false;
        if (dialect.kind === 'java') tally.bind(number);
        return true;
      case 'object':
        if ((!isStart && this.role !== 'plain') || next !== PAREN) return false;
        this.defineHere(number);
        this.isBeforeParameters = true;
        return true;
      case 'type':
        return this.takeMember(number, next);
      case undefined:
      case 'space':
      case 'block':
        return this.takeFree(number, next);
      default:
        return false;
    }
  }

  private takeGroup(number: number, next: number): void {
    const role = this.frames.at(-1)?.role;
    this.defineHere(number);
    if (role === 'value' && next === COMMA) this.expected = 'value';
  }

  private takeMember(number: number, next: number): boolean {
    if (this.sign === DOT || this.sign === AT || this.role === 'new' || this.isNamed || this.isAssigned) return false;
    if (!this.dialect.hasMethods || !isBeforeCall(this.tokens)) return this.takeField(number, next);
    this.defineHere(number);
    this.isNamed = true;
    this.isBeforeParameters = true;
    this.pending = 'local';
    return true;
  }

  private takeField(number: number, next: number): boolean {
    const { tally, tokens, dialect } = this;
    if (dialect.hasTypedNames) {
      const isTyped =
        this.before === WORD ||
        this.sign === GREATER ||
        this.sign === BRACKET_END ||
        this.sign === QUESTION ||
        this.sign === STAR;
      const isEnd =
        next === EQUALS || next === SEMICOLON || next === COMMA || (dialect.kind === 'csharp' && next === OPEN);
      if (!isTyped || !isEnd || (this.role !== undefined && this.role !== 'plain')) return false;
      if (dialect.kind === 'cpp') return true;
      tally.bind(number);
      if (next === OPEN) this.pending = 'local';
      return true;
    }
    if (dialect.kind !== 'script') return false;
    const isEnd =
      next === EQUALS || next === COLON || next === SEMICOLON || next === QUESTION || next === CALLS || next === CLOSE;
    if (!isEnd) return false;
    if (this.top === 'type') tally.bind(number);
    this.isNamed = next !== QUESTION;
    return tokens.kind === WORD;
  }

  /** Where a file, or a namespace, has its functions. */
  private takeFree(number: number, next: number): boolean {
    const { tally, tokens, dialect } = this;
    if (dialect.kind === 'script' && this.sign === DOT && next === EQUALS && isBeforeDefinition(tokens)) {
      tally.define(number);
      return true;
    }
    if (!dialect.hasFreeFunctions || !this.isVisible || this.isNamed || this.isAssigned) return false;
    const isTyped = this.isBehindType || [STAR, AND, GREATER, COLON, TILDE, BRACKET_END, QUESTION].includes(this.sign);
    if (next === PAREN && isTyped && !tokens.isFirst) {
      tally.define(number);
      this.isNamed = true;
      this.isBeforeParameters = true;
      this.pending = 'local';
      return true;
    }
    return false;
  }

  private takeUse(number: number, next: number): void {
    const { tally, tokens, dialect } = this;
    const { bytes } = tokens;
    const { kind } = dialect;
    const after = bytes[tokens.peekAt() + 1];
    const isSpread = this.sign === DOT && !this.isBehindDot;
    const isBehindStart = this.sign === OPEN || this.sign === COMMA || this.sign === PAREN || isSpread;
    if (kind === 'php') {
      if (next === BACKSLASH && bytes[tokens.end] === BACKSLASH) return;
      if (bytes[tokens.start] === DOLLAR) {
        tally.bind(this.names.numberOfBytes(bytes, tokens.start + 1, tokens.end));
        return;
      }
    }
    if (next === COLON && after !== COLON && after !== EQUALS && isBehindStart && kind !== 'cpp') {
      if (this.parens === 0 || kind === 'csharp' || kind === 'php') return;
      if (kind === 'script' || kind === 'rust') {
        if (this.isInParameters || kind === 'rust') tally.bind(number);
        else this.parameters.push(number);
        return;
      }
    }
    if (this.bindsIts(number, next, after)) {
      tally.bind(number);
      return;
    }
    if (this.isInParameters && dialect.hasNamesFirst && isBehindStart && next !== DOT) {
      tally.bind(number);
      return;
    }
    if (
      kind === 'script' &&
      isBehindStart &&
      this.brackets.length > 0 &&
      (next === COMMA || next === PAREN_END || next === EQUALS || next === CLOSE || next === QUESTION)
    )
      this.parameters.push(number);
    tally.use(number);
  }

  /** Whether the word before is one that another name may follow. */
  private get isBehindType(): boolean {
    if (this.before !== WORD || this.role === 'new') return false;
    return this.role !== 'plain' || this.roles.isType(this.word);
  }

  /** Whether a word is given a meaning by what stands around it. */
  private bindsIts(number: number, next: number, after: number | undefined): boolean {
    const { dialect, sign } = this;
    switch (dialect.kind) {
      case 'go':
        if (next === COLON && after === EQUALS) return sign !== DOT;
        return (
          next === COMMA && sign !== DOT && this.tokens.isFirst && this.parens === 0 && isBeforeShortValue(this.tokens)
        );
      case 'script':
        if (next === EQUALS && after === GREATER) return sign !== DOT;
        return (sign === LESS || sign === COMMA) && (next === EQUALS ? after !== EQUALS : isBeforeExtends(this.tokens));
      case 'rust':
        return sign === BAR && (next === BAR || next === COMMA || next === COLON);
      case 'java':
      case 'csharp':
      case 'cpp': {
        const isPointer = dialect.kind === 'cpp' && (sign === STAR || sign === AND);
        const isTyped = this.isBehindType || sign === GREATER || sign === BRACKET_END || isPointer;
        const isEnd =
          next === SEMICOLON ||
          next === COMMA ||
          next === PAREN_END ||
          (next === COLON && after !== COLON) ||
          (next === EQUALS && after !== EQUALS);
        if (isTyped && isEnd) return true;
        return next === DASH && after === GREATER && dialect.kind === 'java';
      }
      default:
        return number < 0;
    }
  }

  private takeText(): void {
    const { tokens, dialect } = this;
    const { kind } = dialect;
    const isModule =
      kind === 'go'
        ? this.top === 'imports' || this.isImporting
        : kind === 'script' &&
          (this.role === 'import' ||
            (this.sign === PAREN && (this.called === 'load' || this.called === 'mock' || this.called === 'import')));
    if (isModule) this.tally.addImport(textOf(tokens.bytes, tokens.textStart, tokens.textEnd));
  }

  private takeDirective(): void {
    const text = textOf(
      this.tokens.bytes,
      this.tokens.start,
      Math.min(this.tokens.end, this.tokens.start + LONGEST_DIRECTIVE),
    );
    const module = /^#\s*(?:include|import)\s*["<]([^">\n]+)[">]/.exec(text)?.[1];
    if (module !== undefined) this.tally.addImport(module);
    const macro = /^#\s*define\s+(\w+)\(/.exec(text)?.[1];
    if (macro !== undefined) this.tally.define(this.names.numberOf(macro));
  }
}
