import { PatternError } from './patternError';
import type { CharItem } from './patternNode';
import type { PatternReader } from './patternReader';

const CONTROL: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11, '\\': 92 };
const LAST_CODE_POINT = 0x10ffff;
const LONGEST_OCTAL = 0o377;

/** What a backslash (already passed over) begins both inside and outside of brackets; undefined for what has a meaning outside only. */
export function readEscape(reader: PatternReader, where: 'set' | 'pattern'): CharItem | undefined {
  const before = reader.position;
  const char = reader.next();
  if (char === undefined) throw new PatternError('invalid', 'it ends with a backslash');
  const control = CONTROL[char] ?? (char === 'b' && where === 'set' ? 8 : undefined);
  if (control !== undefined) return one(control);
  const lower = char.toLowerCase();
  if (lower === 'd' || lower === 's' || lower === 'w') return { category: lower, isNegated: char !== lower };
  if (char === 'x') return one(hexOf(reader, 2));
  if (char === 'u') return one(hexOf(reader, 4));
  if (char === 'U') return one(hexOf(reader, 8));
  if (char === 'N') throw new PatternError('untranslatable', 'characters by their name (\\N) are not known here');
  if (/[0-9]/.test(char)) {
    const octal = octalOf(reader, char, where);
    if (octal !== undefined) return one(octal);
    reader.position = before;
    return undefined;
  }
  if (!/[A-Za-z]/.test(char)) return one(char.codePointAt(0) ?? 0);
  if (where === 'set' || !/[AbBZ]/.test(char)) throw new PatternError('invalid', `\\${char} means nothing there`);
  reader.position = before;
  return undefined;
}

function one(code: number): CharItem {
  return { from: code, to: code };
}

function hexOf(reader: PatternReader, length: number): number {
  const digits = reader.takeWhile(/[0-9a-fA-F]/, length);
  const code = Number.parseInt(digits, 16);
  if (digits.length < length || code > LAST_CODE_POINT)
    throw new PatternError('invalid', `${length} hexadecimal digits of a character are missing`);
  return code;
}

/** Undefined for the number of a group. */
function octalOf(reader: PatternReader, first: string, where: 'set' | 'pattern'): number | undefined {
  const from = reader.position;
  const isOctal = /[0-7]/.test(first);
  if (where === 'set' && !isOctal) throw new PatternError('invalid', `\\${first} means nothing in brackets`);
  const rest = isOctal ? reader.takeWhile(/[0-7]/, 2) : '';
  if (where === 'set' || first === '0' || rest.length === 2) {
    const code = Number.parseInt(first + rest, 8);
    if (code > LONGEST_OCTAL) throw new PatternError('invalid', `\\${first}${rest} is beyond \\377`);
    return code;
  }
  reader.position = from;
  return undefined;
}
