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
/** Without children in every grammar; asking the parser for them would cost most of the time. */
const LEAVES = new Set(
  `identifier property_identifier type_identifier field_identifier package_identifier private_property_identifier
  shorthand_property_identifier shorthand_property_identifier_pattern statement_identifier primitive_type
  integer float number true false none null undefined nil this self super int_literal float_literal integer_literal
  decimal_integer_literal decimal_floating_point_literal boolean_literal null_literal real_literal void_type
  regex_pattern regex_flags jsx_text string_start string_end string_fragment`.split(/\s+/),
);
const TEXTS = new Set(
  `interpreted_string_literal raw_string_literal rune_literal string_literal char_literal character_literal
  verbatim_string_literal interpolated_string_expression regex`.split(/\s+/),
);
/** Signs that begin nothing but themselves, save where free text stands. */
const CLOSING = [')', ']', '}', ','];
const WITH_TEXT = new Set(['string', 'template_string', 'jsx_element', 'jsx_fragment']);

/** Copies a syntax tree. */
export function copyTree(root: SyntaxNode, source: string): SourceNode {
  const copy = (node: SyntaxNode, type: string): SourceNode => {
    const start = node.startIndex;
    const line = node.startPosition.row + 1;
    if (SIGN.test(type)) return { type, start, end: start + type.length, line, children: [], source };
    if (LEAVES.has(type) || TEXTS.has(type) || (type === 'string' && !isFormatted(source, start)))
      return { type, start, end: node.endIndex, line, children: [], source };
    const children: SourceNode[] = [];
    const isText = WITH_TEXT.has(type);
    for (const child of node.children) {
      if (child === null) continue;
      const letter = source[child.startIndex] ?? '';
      const inner = !isText && CLOSING.includes(letter) ? letter : child.type;
      if (!COMMENTS.has(inner)) children.push(copy(child, inner));
    }
    return { type, start, end: node.endIndex, line, children, source };
  };
  return copy(root, root.type);
}

/** Whether a Python text has insertions. */
function isFormatted(source: string, start: number): boolean {
  return /^[a-z]{0,2}[ft]/i.test(source.slice(start, start + 3).replace(/['"].*/s, ''));
}

export function textOf(node: SourceNode): string {
  return node.source.slice(node.start, node.end);
}

/** The line in which a node ends, from 1. */
export function endLineOf(node: SourceNode): number {
  return node.line + (textOf(node).trimEnd().match(/\n/g)?.length ?? 0);
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
