import type { Token } from 'markdown-it';
import MarkdownIt from 'markdown-it';
import type { Position } from '../../lib/lines';

/** A heading with all that stands below it, up to the next heading that is not deeper. */
export interface MarkdownSection {
  /** Without markup; '' for the document itself. */
  readonly title: string;
  /** 1 to 6; 0 for the document itself. */
  readonly depth: number;
  readonly position: Position;
  /** Behind its last line with text; a rule is none. */
  readonly end: Position;
  /** Source of all of it, heading and deeper sections included. */
  readonly source: string;
  /** Source between its heading and the first deeper section, trimmed. */
  readonly ownText: string;
  /** What stands directly below the heading. */
  readonly blocks: readonly Block[];
  readonly sections: readonly MarkdownSection[];
}

/** A paragraph, a list, or anything else. */
export interface Block {
  readonly kind: 'paragraph' | 'list' | 'other';
  /** As written. */
  readonly source: string;
  /** Without markup. */
  readonly text: string;
  readonly position: Position;
  /** Of a list. */
  readonly items: readonly Item[];
  readonly isOrdered: boolean;
}

export interface Item {
  /** As written, without its bullet and without the lists in it. */
  readonly source: string;
  /** The same without markup. */
  readonly text: string;
  readonly position: Position;
  /** Items of the lists in it. */
  readonly items: readonly Item[];
}

/** Reads Markdown by its headings. Never throws: every text is Markdown. */
export function readSections(text: string): MarkdownSection {
  const source = new SourceLines(text);
  const nodes = treeOf(new MarkdownIt().parse(text, {})).filter(({ kind }) => kind !== 'hr');
  return sectionOf(source, undefined, nodes, { from: 0, to: source.lines.length });
}

/** All sections, the outer ones first. */
export function allSections(section: MarkdownSection): readonly MarkdownSection[] {
  return [section, ...section.sections.flatMap(allSections)];
}

/** Lines from 0; `to` is the first that belongs no more. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** What stands between a token that opens and the one that closes it. */
interface Node {
  /** The parser's name, without `_open`. */
  readonly kind: string;
  readonly span: Span;
  /** Of a heading. */
  readonly depth: number;
  /** Without markup. */
  readonly text: string;
  readonly children: readonly Node[];
}

function treeOf(tokens: readonly Token[]): readonly Node[] {
  const open: { token: Token; children: Node[] }[] = [];
  const roots: Node[] = [];
  for (const token of tokens) {
    if (token.nesting === 1) open.push({ token, children: [] });
    if (token.nesting === 1) continue;
    const closed = token.nesting === -1 ? open.pop() : { token, children: [] };
    if (closed !== undefined) (open.at(-1)?.children ?? roots).push(nodeOf(closed.token, closed.children));
  }
  return roots;
}

function nodeOf(token: Token, children: readonly Node[]): Node {
  const [from, to] = token.map ?? [children[0]?.span.from ?? 0, children.at(-1)?.span.to ?? 0];
  return {
    kind: token.type.replace(/_open$/, ''),
    span: { from, to },
    depth: /^h[1-6]$/.test(token.tag) ? Number(token.tag.slice(1)) : 0,
    text: token.children === null ? children.map(({ text }) => text).join('\n') : plainText(token.children),
    children,
  };
}

function plainText(tokens: readonly Token[]): string {
  return tokens.map(({ type, content }) => (/break$/.test(type) ? '\n' : content)).join('');
}

class SourceLines {
  readonly lines: readonly string[];

  constructor(text: string) {
    this.lines = text.split(/\r\n|\r|\n/);
  }

  slice({ from, to }: Span): string {
    return this.lines.slice(from, to).join('\n').trim();
  }

  /** Behind the last line with text in it. */
  endOf({ from, to }: Span): Position {
    let last = to;
    while (last > from + 1 && /^-*$/.test((this.lines[last - 1] ?? '').trim())) last -= 1;
    return { line: last, column: (this.lines[last - 1] ?? '').length + 1 };
  }

  /** Where the first character stands that is no space. */
  startOf(line: number): Position {
    return { line: line + 1, column: Math.max(0, (this.lines[line] ?? '').search(/\S/)) + 1 };
  }
}

function sectionOf(
  source: SourceLines,
  heading: Node | undefined,
  content: readonly Node[],
  span: Span,
): MarkdownSection {
  const first = content.findIndex(({ kind }) => kind === 'heading');
  const own = first === -1 ? content : content.slice(0, first);
  const rest = first === -1 ? [] : content.slice(first);
  const sections: MarkdownSection[] = [];
  for (let at = 0; at < rest.length; ) {
    const head = rest[at] as Node;
    let end = at + 1;
    while (end < rest.length && !endsSection(rest[end] as Node, head)) end += 1;
    const to = rest[end]?.span.from ?? span.to;
    sections.push(sectionOf(source, head, rest.slice(at + 1, end), { from: head.span.from, to }));
    at = end;
  }
  return {
    title: heading?.text.trim() ?? '',
    depth: heading?.depth ?? 0,
    position: heading === undefined ? { line: 1, column: 1 } : source.startOf(heading.span.from),
    end: source.endOf(span),
    source: source.slice(span),
    ownText: source.slice({ from: heading?.span.to ?? span.from, to: rest[0]?.span.from ?? span.to }),
    blocks: own.map((node) => blockOf(source, node)),
    sections,
  };
}

function endsSection(node: Node, head: Node): boolean {
  return node.kind === 'heading' && node.depth <= head.depth;
}

const LISTS: ReadonlySet<string> = new Set(['bullet_list', 'ordered_list']);

function blockOf(source: SourceLines, node: Node): Block {
  const isList = LISTS.has(node.kind);
  return {
    kind: isList ? 'list' : node.kind === 'paragraph' ? 'paragraph' : 'other',
    source: source.slice(node.span),
    text: node.text.trim(),
    position: source.startOf(node.span.from),
    items: isList ? node.children.map((item) => itemOf(source, item)) : [],
    isOrdered: node.kind === 'ordered_list',
  };
}

/** Before what an item says: its bullet or number, and those of the items in whose first line it begins. */
const BULLETS = /^(?:\s*(?:[-+*]|\d{1,9}[.)])(?=\s|$))+\s*/;

function itemOf(source: SourceLines, item: Node): Item {
  const lists = item.children.filter(({ kind }) => LISTS.has(kind));
  const own = item.children.filter(({ kind }) => !LISTS.has(kind));
  const { from } = own[0]?.span ?? item.span;
  const bullet = BULLETS.exec(source.lines[from] ?? '')?.[0].length ?? 0;
  return {
    source: own
      .map(({ span }) => source.slice(span))
      .join('\n\n')
      .replace(BULLETS, ''),
    text: own
      .map(({ text }) => text.trim())
      .join('\n')
      .trim(),
    position: { line: from + 1, column: Math.max(bullet, source.startOf(from).column - 1) + 1 },
    items: lists.flatMap((list) => list.children.map((each) => itemOf(source, each))),
  };
}
