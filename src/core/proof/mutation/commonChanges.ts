import type { SyntaxNode } from '../../codebase/syntaxTrees';
import type { Change } from './mutationTable';
import { instead } from './mutationTable';

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

const ARITHMETIC: Readonly<Record<string, string>> = {
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

/** A node with two operands: its connective, comparison or equality, else what `others` makes of its operator. */
export function binary(
  node: SyntaxNode,
  connectives: Readonly<Record<string, string>>,
  others: (operator: SyntaxNode) => readonly Change[],
): readonly Change[] {
  const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')];
  const token = node.childForFieldName('operator');
  if (token === null || left === null || right === null) return [];
  const connective = connectives[token.type];
  if (connective !== undefined) return [instead(token, 'boolean connective', connective)];
  const compared = comparison(token, left, right);
  return compared.length > 0 ? compared : others(token);
}

/** A comparison or equality, by its operator token; none for another token. */
export function comparison(token: SyntaxNode, left: SyntaxNode, right: SyntaxNode): readonly Change[] {
  const operands = { left: left.text, right: right.text };
  const border = BORDERS[token.type];
  if (border !== undefined) return [instead(token, 'comparison border', border, operands)];
  const other = EQUALITY[token.type];
  return other === undefined ? [] : [instead(token, 'equality', other, operands)];
}

/** By the operator token; none for one that does not calculate. */
export function calculation(token: SyntaxNode): readonly Change[] {
  const other = ARITHMETIC[token.type];
  return other === undefined ? [] : [instead(token, 'arithmetic', other)];
}

/** The operator of a node, where neither side is one of the types for a text: to take one text from another is an error that says nothing. */
export function calculationOfNumbers(node: SyntaxNode, texts: ReadonlySet<string>): readonly Change[] {
  const token = node.childForFieldName('operator');
  const sides = [node.childForFieldName('left'), node.childForFieldName('right')];
  const isOfTexts = sides.some((side) => side !== null && texts.has(side.type));
  return token === null || isOfTexts ? [] : calculation(token);
}

/** One more; a whole number stays one, in whatever way it is written. */
export function number(node: SyntaxNode): readonly Change[] {
  const other = otherNumber(node.text);
  return other === undefined ? [] : [instead(node, 'number literal', other)];
}

/** Each of the values for what is decided by, unless that is fixed already. */
export function condition(node: SyntaxNode | null | undefined, values: readonly string[]): readonly Change[] {
  if (!node || node.type === 'true' || node.type === 'false') return [];
  return values.map((value) => instead(node, 'condition', value));
}

/** What is called goes by another name: a method, which is the `name` of a node of type `member`, or a function. */
export function otherName(
  call: SyntaxNode,
  { member, name: field }: { readonly member: string; readonly name: string },
  names: { readonly methods: ReadonlyMap<string, string>; readonly functions: ReadonlyMap<string, string> },
): readonly Change[] {
  const callee = call.childForFieldName('function');
  const isMethod = callee?.type === member;
  const name = isMethod ? callee.childForFieldName(field) : callee;
  if (!name) return [];
  const other = (isMethod ? names.methods : names.functions).get(name.text);
  return other === undefined ? [] : [instead(name, 'method', other)];
}

function otherNumber(text: string): string | undefined {
  const plain = text.replaceAll('_', '');
  if (/^\d{1,15}$/.test(plain) && !/^0\d/.test(plain)) return String(Number(plain) + 1);
  if (!/^\d*\.\d+$|^\d+\.\d*$/.test(plain)) return undefined;
  const more = String(Number(plain) + 1);
  return more.includes('.') ? more : `${more}.0`;
}
