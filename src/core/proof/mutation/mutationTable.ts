import type { SyntaxNode } from '../../codebase/syntaxTrees';
import type { Operator } from './mutant';

/** What could stand in the place of a stretch of the text. */
export interface Change {
  readonly operator: Operator;
  /** In characters from 0; `end` is the first one behind it. */
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  readonly operands?: { readonly left: string; readonly right: string };
}

/** Which faults are put into a language, by the types of its grammar's nodes. */
export interface MutationTable {
  /** What is not looked into: types, imports, what is said to people only. */
  isLeftAlone(node: SyntaxNode): boolean;
  /** Of the node itself, not of what is in it. */
  changesOf(node: SyntaxNode): readonly Change[];
  /** The name of a function or class; undefined for any other node. */
  nameOf(node: SyntaxNode): string | undefined;
}

/** The node says something else. */
export function instead(
  node: SyntaxNode,
  operator: Operator,
  replacement: string,
  operands?: Change['operands'],
): Change {
  const change = { operator, start: node.startIndex, end: node.endIndex, replacement };
  return operands === undefined ? change : { ...change, operands };
}

/** The first child of one of these types. */
export function childOf(node: SyntaxNode, types: ReadonlySet<string>): SyntaxNode | undefined {
  return node.children.find((child) => child !== null && types.has(child.type)) ?? undefined;
}

/** `<` becomes `<=`: the value at the border itself decides. */
const BORDERS: Readonly<Record<string, string>> = { '<': '<=', '<=': '<', '>': '>=', '>=': '>' };

const EQUALITY: Readonly<Record<string, string>> = {
  '==': '!=',
  '!=': '==',
  '===': '!==',
  '!==': '===',
  is: 'is not',
  'is not': 'is',
};

export const ARITHMETIC: Readonly<Record<string, string>> = {
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '//': '/',
  '%': '*',
  '**': '*',
  '<<': '>>',
  '>>': '<<',
  '&': '|',
  '|': '&',
  '^': '&',
  '+=': '-=',
  '-=': '+=',
  '*=': '/=',
  '/=': '*=',
  '//=': '/=',
  '%=': '*=',
  '**=': '*=',
  '++': '--',
  '--': '++',
  '|=': '&=',
  '&=': '|=',
};

/** Names that take the place of each other. A map, since code may well name `toString` or `constructor`. */
export function swapped(...pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  return new Map(pairs.flatMap(([one, other]) => [[one, other] as const, [other, one] as const]));
}

/** A comparison or equality, by its operator token; none for another token. */
export function comparison(token: SyntaxNode, left: SyntaxNode, right: SyntaxNode): readonly Change[] {
  const operands = { left: left.text, right: right.text };
  const border = BORDERS[token.type];
  if (border !== undefined) return [instead(token, 'comparison border', border, operands)];
  const other = EQUALITY[token.type];
  return other === undefined ? [] : [instead(token, 'equality', other, operands)];
}

/** One more; a whole number stays one, in whatever way it is written. */
export function otherNumber(text: string): string | undefined {
  const plain = text.replaceAll('_', '');
  if (/^\d{1,15}$/.test(plain) && !/^0\d/.test(plain)) return String(Number(plain) + 1);
  if (/^\d*\.\d+$|^\d+\.\d*$/.test(plain))
    return `${Number(plain) + 1}`.includes('.') ? `${Number(plain) + 1}` : `${Number(plain) + 1}.0`;
  return undefined;
}
