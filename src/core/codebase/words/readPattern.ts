import type { NameTable } from '../graph/nameTable';
import type { Dialect } from './dialect';
import { isBeforeLoad } from './lookAhead';
import type { Roles } from './roles';
import { BRACKET, BRACKET_END, CLOSE, COLON, EQUALS, OPEN, PAREN, PAREN_END, SEMICOLON, STAR } from './signs';
import type { Tokens } from './tokens';
import { END, SIGN, WORD } from './tokens';
import type { WordTally } from './wordTally';
import { textOf } from './wordTally';

export interface Reading {
  readonly tokens: Tokens;
  readonly names: NameTable;
  readonly tally: WordTally;
  readonly dialect: Dialect;
  readonly roles: Roles;
}

const [A, Z] = [65, 90];

/** The names that `let`, `const {` or `for` gives to parts of something, up to what it is; those that a module is loaded for are uses. */
export function readPattern({ tokens, names, tally, dialect, roles }: Reading): void {
  const found: number[] = [];
  const isScript = dialect.kind === 'script';
  for (let depth = 0; ; ) {
    const at = tokens.peek();
    if (depth === 0 && (at === EQUALS || at === COLON || at === SEMICOLON)) break;
    const kind = tokens.next();
    if (kind === END) break;
    if (kind === SIGN) {
      depth += bracketOf(tokens.sign);
      if (depth < 0 || (depth === 0 && isScript)) break;
    }
    if (kind !== WORD) continue;
    const number = names.numberOfBytes(tokens.bytes, tokens.start, tokens.end);
    if (roles.of(number) === 'plain') {
      if (textOf(tokens.bytes, tokens.start, tokens.end) === 'in') break;
      continue;
    }
    const next = tokens.peek();
    if (isScript && next === COLON && depth > 0) continue;
    const first = tokens.bytes[tokens.start] ?? 0;
    const isType = next === PAREN || next === COLON || next === OPEN || (first >= A && first <= Z);
    if (!isScript && isType) tally.use(number);
    else found.push(number);
  }
  const isLoaded = isScript && isBeforeLoad(tokens);
  for (const number of found) {
    if (isLoaded) tally.use(number);
    else tally.bind(number);
  }
}

/** `(c *Cart[T])` before the name of a method. */
export function readReceiver({ tokens, names, tally }: Reading): void {
  let isFirst = true;
  for (let kind = tokens.next(); kind !== END && tokens.sign !== PAREN_END; kind = tokens.next()) {
    if (kind !== WORD) continue;
    const number = names.numberOfBytes(tokens.bytes, tokens.start, tokens.end);
    if (isFirst && (tokens.isBeforeWord() || tokens.peek() === STAR)) tally.bind(number);
    else tally.use(number);
    isFirst = false;
  }
}

function bracketOf(sign: number): number {
  if (sign === OPEN || sign === BRACKET || sign === PAREN) return 1;
  return sign === CLOSE || sign === BRACKET_END || sign === PAREN_END ? -1 : 0;
}
