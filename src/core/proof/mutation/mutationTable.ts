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
