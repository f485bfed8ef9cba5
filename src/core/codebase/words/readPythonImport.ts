import type { KeywordSource } from './keywordSource';
import { BACKSLASH, COMMA, DOT, NEWLINE, PAREN, PAREN_END, SEMICOLON } from './signs';
import type { Tokens } from './tokens';
import { SIGN, WORD } from './tokens';

/** Reads on from the first word of an `import a, b as c` or a `from a import b as c` to its end. */
export function readPythonImport({ tokens, names, tally, keywords }: KeywordSource, how: 'import' | 'from'): void {
  let module = '';
  const taken: string[] = [];
  let isNamed = how === 'import';
  let isAlias = false;
  let depth = 0;
  while (!isEndOfStatement(tokens, depth)) {
    const kind = tokens.next();
    if (kind === SIGN) {
      const { sign } = tokens;
      if (sign === PAREN) depth++;
      else if (sign === PAREN_END) depth = Math.max(0, depth - 1);
      else if (sign === SEMICOLON) break;
      else if (sign === DOT) module += '.';
      else if (sign === COMMA && how === 'import') {
        tally.addImport(module);
        module = '';
      }
      if (sign === COMMA) isAlias = false;
      continue;
    }
    if (kind !== WORD) break;
    const number = names.numberOfBytes(tokens.bytes, tokens.start, tokens.end);
    const keyword = keywords.get(number);
    if (keyword === 'import') isNamed = true;
    else if (keyword === 'as') isAlias = true;
    else if (isAlias) tally.use(number);
    else if (how === 'import' || !isNamed) module += names.names[number];
    else {
      tally.use(number);
      taken.push(names.names[number] ?? '');
    }
  }
  if (isNamed) tally.addImport(module, taken);
}

/** Whether the next line, or nothing at all, comes next: within brackets a statement goes on. */
function isEndOfStatement(tokens: Tokens, depth: number): boolean {
  const { bytes, end } = tokens;
  const at = tokens.peekAt();
  if (at >= bytes.length) return true;
  return depth === 0 && bytes.subarray(end, at).includes(NEWLINE) && bytes[end] !== BACKSLASH;
}
