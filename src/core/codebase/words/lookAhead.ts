import { COMMA, EQUALS, LESS, PAREN } from './signs';
import type { Tokens } from './tokens';
import { textOf } from './wordTally';

const FAR = 200;
const NEAR = 60;

/** What a text says that begins at the next byte which is no white space. */
function ahead({ bytes }: Tokens, from: number, length: number): string {
  return textOf(bytes, from, from + length);
}

/** `name(`, or `name<T>(` */
export function isBeforeCall(tokens: Tokens): boolean {
  const next = tokens.peek();
  if (next === PAREN) return true;
  return next === LESS && /^<[\w\s,<>.?&[\]|=]*?>\s*\(/.test(ahead(tokens, tokens.peekAt(), FAR));
}

/** `= function`, `= class`, `= (a) =>`: what has the name is one of them. */
export function isBeforeDefinition(tokens: Tokens): boolean {
  const from = tokens.peekAt(tokens.peekAt() + 1);
  return /^(?:async\b|function\b|class\s*(?:\{|extends\b)|\(|\w+\s*=>)/.test(ahead(tokens, from, NEAR));
}

/** `= require(` */
export function isBeforeLoad(tokens: Tokens): boolean {
  const at = tokens.peekAt();
  if (tokens.bytes[at] !== EQUALS) return false;
  return /^(?:await\s+import|require)\b/.test(ahead(tokens, tokens.peekAt(at + 1), NEAR));
}

/** `type Name =`, and not a name `type` */
export function isBeforeAlias(tokens: Tokens): boolean {
  return /^[\w$]+\s*[=<]/.test(ahead(tokens, tokens.peekAt(), FAR));
}

export function isBeforeExtends(tokens: Tokens): boolean {
  const at = tokens.peekAt();
  // The letter first: this is asked for many words.
  return tokens.bytes[at] === 'e'.charCodeAt(0) && /^extends\s/.test(ahead(tokens, at, NEAR));
}

/** `, b := ` */
export function isBeforeShortValue(tokens: Tokens): boolean {
  return tokens.peek() === COMMA && /^(?:\s*,\s*\w+)+\s*:=/.test(ahead(tokens, tokens.end, FAR));
}

/** The name in `name;` */
export function nameOfModule(tokens: Tokens): string | undefined {
  return /^([\w#]+)\s*;/.exec(ahead(tokens, tokens.peekAt(), FAR))?.[1];
}

/** `Shop.Cart`, `Shop\Cart` or `shop::cart`, and where it ends. */
export function dottedName(tokens: Tokens): { readonly name: string; readonly end: number } | undefined {
  const start = tokens.peekAt();
  const name = /^[\w$][\w.\\$:]*/.exec(ahead(tokens, start, FAR))?.[0];
  return name === undefined ? undefined : { name, end: start + name.length };
}
