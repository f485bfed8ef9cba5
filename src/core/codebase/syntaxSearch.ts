import type { SyntaxNode } from './syntaxTrees';

/** The children that the grammar has names for, comments left out. */
export function partsOf(node: SyntaxNode | null): readonly SyntaxNode[] {
  return (node?.namedChildren ?? []).filter(
    (child) => child !== null && !child.type.endsWith('comment'),
  ) as SyntaxNode[];
}

/** All nodes of these types below a node, in the order of the source. */
export function allOfType(node: SyntaxNode, ...types: string[]): readonly SyntaxNode[] {
  return node.descendantsOfType(types).filter((found) => found !== null);
}

export function fieldText(node: SyntaxNode, field: string): string {
  return node.childForFieldName(field)?.text ?? '';
}

/** Whether a word such as `static` or `public` stands directly in a node. */
export function hasWord(node: SyntaxNode, word: string): boolean {
  return node.children.some((child) => child?.text === word);
}

/** From 1. */
export function lineOf(node: SyntaxNode): number {
  return node.startPosition.row + 1;
}

/** The nearest node above that `isWanted` takes. */
export function above(node: SyntaxNode, isWanted: (node: SyntaxNode) => boolean): SyntaxNode | undefined {
  for (let at = node.parent; at !== null; at = at.parent) if (isWanted(at)) return at;
  return undefined;
}
