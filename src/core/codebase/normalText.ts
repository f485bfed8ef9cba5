import type { SyntaxNode } from './syntaxTrees';

/**
 * A piece of source on one line, without comments, with texts in double quotes and no comma after the last of a list. Two pieces
 * that differ only in formatting are the same by `isSameText`. A node for which `isLeftOut` answers true is not read.
 */
export function normalText(node: SyntaxNode | null, isLeftOut: (node: SyntaxNode) => boolean = () => false): string {
  let text = '';
  let end = node?.startIndex ?? 0;
  for (const word of wordsOf(node, isLeftOut)) {
    text += `${word.startIndex > end ? ' ' : ''}${plainString(word) ?? word.text}`;
    end = word.endIndex;
  }
  return text
    .replace(/(?<=[([]) | (?=[,)\]])/g, '')
    .replace(/,(?= ?[)\]}])/g, '')
    .trim();
}

/** Parameters on one line; of a default only that there is one, because its value is no business of whoever calls without it. */
export function parameterText(node: SyntaxNode | null, isLeftOut: (node: SyntaxNode) => boolean = () => false): string {
  return normalText(node, (part) => isDefault(part) || isLeftOut(part)).replace(/ ?=(?= ?[,)\]}]|$)/g, '=...');
}

function isDefault({ id, parent }: SyntaxNode): boolean {
  if (parent === null || !/default_parameter$|assignment_pattern$|^(?:required|optional)_parameter$/.test(parent.type))
    return false;
  return [parent.childForFieldName('value'), parent.childForFieldName('right')].some((value) => value?.id === id);
}

export function isSameText(one: string, other: string): boolean {
  return one.replace(/\s/g, '') === other.replace(/\s/g, '');
}

const STRINGS = new Set(['string', 'string_literal', 'interpreted_string_literal', 'raw_string_literal']);

/** The smallest nodes of a piece of source in their order, comments left out; a text is one of them. */
export function wordsOf(
  node: SyntaxNode | null,
  isLeftOut: (node: SyntaxNode) => boolean = () => false,
): readonly SyntaxNode[] {
  if (node === null || node.type.endsWith('comment') || isLeftOut(node)) return [];
  if (node.children.length === 0 || STRINGS.has(node.type)) return node.startIndex === node.endIndex ? [] : [node];
  return node.children.flatMap((child) => wordsOf(child, isLeftOut));
}

/** A text in double quotes, whatever its quotes were; undefined for anything else, and for a text that is more than its letters. */
function plainString(node: SyntaxNode): string | undefined {
  const { text } = node;
  const quote = text[0] ?? '';
  if (!STRINGS.has(node.type) || !`'"`.includes(quote) || text.length < 2 || !text.endsWith(quote)) return undefined;
  const inside = text.slice(1, -1);
  return /["'\\\n]/.test(inside) ? undefined : `"${inside}"`;
}
