import { withCaseVariants } from './caseVariants';
import type { CharItem, CharSet } from './patternNode';

/** `plain`: texts of ASCII without carriage returns and separators, on which JavaScript's own classes mean the same. */
export type TextKind = 'any' | 'plain';

const LAST_ASCII = 0x7f;
const BLANK = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';

/** What is in brackets there, in JavaScript with the flag v. */
const CLASS: Readonly<Record<'unicode' | 'ascii' | 'plain', Readonly<Record<'d' | 's' | 'w', string>>>> = {
  unicode: { d: '\\p{Nd}', s: BLANK, w: '\\p{L}\\p{N}_' },
  ascii: { d: '0-9', s: '\\t-\\r\\x20', w: '0-9A-Za-z_' },
  plain: { d: '\\d', s: '\\s', w: '\\w' },
};

/** Letters, digits and the underscore, as the inside of brackets. */
export function wordClass(of: { readonly isAscii: boolean }, text: TextKind): string {
  return CLASS[alphabet(of, text)].w;
}

/** One character of a set, in JavaScript with the flag v. */
export function charClass(set: CharSet, text: TextKind): string {
  const ranges = set.items.flatMap((item) => ('category' in item ? [] : [item]));
  // Without a flag of JavaScript for it, which has other ideas about some letters.
  const all = set.ignoresCase ? (set.isAscii ? withAsciiVariants(ranges) : withCaseVariants(ranges)) : ranges;
  const seen = text === 'plain' ? all.filter(({ from }) => from <= LAST_ASCII) : all;
  const [only] = seen;
  if (!set.isNegated && only !== undefined && seen.length === 1 && set.items.length === 1 && only.from === only.to)
    return escaped(only.from);
  const parts = seen.map(({ from, to }) => (from === to ? escaped(from) : `${escaped(from)}-${escaped(to)}`));
  for (const item of set.items) if ('category' in item) parts.push(category(item, set, text));
  if (parts.length === 0) return set.isNegated ? '[\\s\\S]' : '[]';
  return `[${set.isNegated ? '^' : ''}${parts.join('')}]`;
}

function category(item: Extract<CharItem, { category: string }>, set: CharSet, text: TextKind): string {
  const inside = CLASS[alphabet(set, text)][item.category];
  return item.isNegated ? `[^${inside}]` : inside;
}

function alphabet({ isAscii }: { readonly isAscii: boolean }, text: TextKind): 'unicode' | 'ascii' | 'plain' {
  if (text === 'plain') return 'plain';
  return isAscii ? 'ascii' : 'unicode';
}

/** A letter or digit as it is, everything else by its number: many signs mean something in brackets. */
function escaped(code: number): string {
  const char = String.fromCodePoint(code);
  return /[0-9A-Za-z]/.test(char) ? char : `\\u{${code.toString(16)}}`;
}

function withAsciiVariants(ranges: readonly { readonly from: number; readonly to: number }[]) {
  return ranges.flatMap((range) => [
    range,
    ...shifted(range, { from: 0x41, to: 0x5a }, 0x20),
    ...shifted(range, { from: 0x61, to: 0x7a }, -0x20),
  ]);
}

/** The part of a range that is in another one, so much further. */
function shifted(
  range: { readonly from: number; readonly to: number },
  within: { readonly from: number; readonly to: number },
  by: number,
) {
  const [from, to] = [Math.max(range.from, within.from), Math.min(range.to, within.to)];
  return from <= to ? [{ from: from + by, to: to + by }] : [];
}
