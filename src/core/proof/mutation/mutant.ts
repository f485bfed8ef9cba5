export const OPERATORS = [
  'comparison border',
  'equality',
  'membership',
  'boolean connective',
  'negation',
  'condition',
  'arithmetic',
  'return value',
  'removed statement',
  'loop exit',
  'method',
  'number literal',
  'boolean literal',
  'text literal',
  'collection literal',
  'optional chaining',
] as const;
export type Operator = (typeof OPERATORS)[number];

/** A small fault that is put into a file on purpose: one stretch of its text says something else. */
export interface Mutant {
  /** Unique in its check, and the same for the same text: `src/cart.js:41:12 comparison border 1`. */
  readonly id: string;
  /** Workspace-relative with forward slashes. */
  readonly file: string;
  /** The stretch, in characters of the text from 0; `end` is the first one behind it. */
  readonly start: number;
  readonly end: number;
  /** From 1, of the first character. */
  readonly line: number;
  readonly column: number;
  /** Lines from 1, both included: from where its statement begins to where the stretch ends. */
  readonly statement: { readonly from: number; readonly to: number };
  readonly original: string;
  readonly replacement: string;
  readonly operator: Operator;
  /** The function that it is in, `Cart.add`; '' outside of any. */
  readonly within: string;
  /** The operands, of a comparison. */
  readonly operands?: { readonly left: string; readonly right: string };
}

/** The text with the fault in it; nothing outside the stretch is touched. */
export function applyMutant(text: string, { start, end, replacement }: Mutant): string {
  return text.slice(0, start) + replacement + text.slice(end);
}
