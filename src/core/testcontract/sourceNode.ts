import type { SyntaxNode } from '../codebase/syntaxTrees';

/** A syntax node as plain data, without comments: it outlives the parsed tree and is read without asking the parser again. */
export interface SourceNode {
  /** As the grammar names it; for a keyword or a sign, the word itself. */
  readonly type: string;
  readonly start: number;
  readonly end: number;
  /** From 1. */
  readonly line: number;
  /** Empty for a leaf, and for a text without insertions. */
  readonly children: readonly SourceNode[];
  /** The whole text of the file. */
  readonly source: string;
}

const COMMENTS = new Set(['comment', 'line_comment', 'block_comment', 'hash_bang_line', 'line_continuation']);
const SIGN = /^[^\w\s]/;
/** Texts that have no insertions: what stands in them is not taken apart. */
const TEXTS = new Set(
  `interpreted_string_literal raw_string_literal rune_literal string_literal char_literal character_literal
  verbatim_string_literal interpolated_string_expression regex`.split(/\s+/),
);

/** Nobody writes tests that are nested deeper; what lies below counts as the text that it is. */
const DEEPEST = 400;

/** Copies a syntax tree. */
export function copyTree(root: SyntaxNode, source: string): SourceNode {
  let line = 1;
  let nextLine = source.indexOf('\n');
  const copy = (node: SyntaxNode, depth: number): SourceNode => {
    const { type, startIndex: start, endIndex: end } = node;
    // Nodes begin in the order of the text.
    for (; nextLine !== -1 && nextLine < start; nextLine = source.indexOf('\n', nextLine + 1)) line++;
    const children: SourceNode[] = [];
    const own = { type, start, end, line, children, source };
    const isText = TEXTS.has(type) || (type === 'string' && !isFormatted(source, start));
    if (isText || depth === DEEPEST) return own;
    for (const child of node.children) {
      if (child !== null && !COMMENTS.has(child.type)) children.push(copy(child, depth + 1));
    }
    return own;
  };
  return copy(root, 0);
}

/** Whether a Python text has insertions. */
function isFormatted(source: string, start: number): boolean {
  return /^[a-z]{0,2}[ft]/i.test(source.slice(start, start + 3).replace(/['"].*/s, ''));
}

export function textOf(node: SourceNode): string {
  return node.source.slice(node.start, node.end);
}

/** The line in which a node ends, from 1; free space after it does not count. */
export function endLineOf({ source, start, end, line }: SourceNode): number {
  let last = end;
  while (last > start && /\s/.test(source[last - 1] ?? '')) last--;
  let lines = line;
  for (let at = source.indexOf('\n', start); at !== -1 && at < last; at = source.indexOf('\n', at + 1)) lines++;
  return lines;
}

export function childOf(node: SourceNode | undefined, ...types: readonly string[]): SourceNode | undefined {
  return node?.children.find((child) => types.includes(child.type));
}

export function childrenOf(node: SourceNode | undefined, ...types: readonly string[]): readonly SourceNode[] {
  return node?.children.filter((child) => types.includes(child.type)) ?? [];
}

/** The children that are no signs: the elements of a list, the arguments of a call. */
export function elementsOf(node: SourceNode | undefined): readonly SourceNode[] {
  return node?.children.filter((child) => !SIGN.test(child.type)) ?? [];
}

/** Every node of a tree from the outermost, each with those in it. A node for which `enter` answers false is given, but not what is in it. */
export function walk(node: SourceNode, enter: (node: SourceNode) => boolean): void {
  if (enter(node)) for (const child of node.children) walk(child, enter);
}
