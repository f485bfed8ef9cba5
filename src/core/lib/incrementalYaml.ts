import type { Position } from './lines';
import type { Result } from './result';
import { ok } from './result';
import type { ParsedYaml } from './yaml';
import { MAX_CHARACTERS, parseYaml } from './yaml';
import type { YamlEntry, YamlList, YamlNode } from './yamlNode';
import type { YamlProblem } from './yamlProblem';

/** What reads YAML: `parseYaml`, or one that remembers what it read before. */
export type YamlReading = (text: string) => Result<ParsedYaml, readonly YamlProblem[]>;

/** Anchors and aliases join places that stand far from each other; tags change how a value is read. */
const JOINS_PLACES = /(?:^|[\s[{,:?-])[&*!](?=\S)/m;
/** Deeper ones are read with all that is around them, which has a limit. */
const MOST_LEVELS = 30;

/**
 * Reads a text that is typed in: where one item of a list has changed, that item alone is read anew, and what stands behind it moves.
 * What it gives is what `parseYaml` gives.
 */
export class IncrementalYaml {
  private known: { readonly text: string; readonly parsed: ParsedYaml; readonly isPlain: boolean } | undefined;

  readonly read: YamlReading = (text) => {
    const again = this.known === undefined || text === this.known.text ? undefined : this.readChange(text);
    if (again !== undefined) {
      this.known = { text, parsed: again, isPlain: true };
      return ok(again);
    }
    if (this.known?.text === text) return ok(this.known.parsed);
    const whole = parseYaml(text);
    const isPlain = whole.ok && whole.value.warnings.length === 0 && !JOINS_PLACES.test(text);
    this.known = whole.ok ? { text, parsed: whole.value, isPlain } : undefined;
    return whole;
  };

  private readChange(text: string): ParsedYaml | undefined {
    const { known } = this;
    if (known === undefined || !known.isPlain || text.length > MAX_CHARACTERS) return undefined;
    const change = changedLines(known.text, text);
    const place = innermostItem(known.parsed.root, known.text.split('\n'), change);
    if (place === undefined) return undefined;
    const { first, end } = place.item;
    const all = text.split('\n');
    const behind = end - 1 + change.moved;
    const lines = all.slice(first - 1, behind);
    // The line break behind the last line is part of it, unless there is none.
    const item = readItem(behind < all.length ? [...lines, ''] : lines, place);
    if (item === undefined) return undefined;
    const root = withItem(known.parsed.root, { path: place.path, item, from: end, moved: change.moved });
    return { root, warnings: [] };
  }
}

interface Change {
  /** Lines from 1: the first that differs, and the last of the old text. */
  readonly first: number;
  readonly last: number;
  /** By how many lines what follows is further down. */
  readonly moved: number;
}

function changedLines(before: string, after: string): Change {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const first = breaksIn(before, 0, start) + 1;
  const gone = breaksIn(before, start, before.length - tail);
  const come = breaksIn(after, start, after.length - tail);
  return { first, last: first + gone, moved: come - gone };
}

function breaksIn(text: string, from: number, to: number): number {
  let breaks = 0;
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) breaks++;
  return breaks;
}

/** The lines of one item of a list in a block, and where its dash stands. */
interface ItemLines {
  /** From 1. */
  readonly first: number;
  /** The line behind its last one. */
  readonly end: number;
  /** Blanks in front of the dash. */
  readonly indent: number;
}

interface ItemPlace {
  /** Which entry or item of each node, from the root. */
  readonly path: readonly number[];
  readonly item: ItemLines;
}

/** The smallest item in which all of the change lies, its own first line apart; undefined when there is none. */
function innermostItem(root: YamlNode, lines: readonly string[], change: Change): ItemPlace | undefined {
  const path: number[] = [];
  let found: ItemPlace | undefined;
  for (let node: YamlNode | undefined = root; node !== undefined; ) {
    const children = childrenOf(node);
    const index = lastBefore(children, change.first);
    const child = children[index];
    if (child === undefined) break;
    path.push(index);
    if (node.kind === 'list') {
      const item = linesOf(node, index, lines);
      if (item !== undefined && item.first <= change.first && change.last < item.end) found = { path: [...path], item };
    }
    node = child;
  }
  return found !== undefined && found.path.length <= MOST_LEVELS ? found : undefined;
}

function childrenOf(node: YamlNode): readonly YamlNode[] {
  if (node.kind === 'list') return node.items;
  return node.kind === 'map' ? node.entries.map(({ value }) => value) : [];
}

/** The last that begins in this line or before it; -1 when none does. */
function lastBefore(nodes: readonly YamlNode[], line: number): number {
  let found = -1;
  for (const [index, { position }] of nodes.entries()) if (position.line <= line) found = index;
  return found;
}

const DASH = /^( *)- +\S/;

/** Undefined for an item that does not begin with a dash in a line of its own, or has anything to the left of what it holds. */
function linesOf(list: YamlList, index: number, lines: readonly string[]): ItemLines | undefined {
  const first = list.items[index]?.position.line;
  const indent = first === undefined ? undefined : dashBefore(list.items[index], lines);
  if (first === undefined || indent === undefined) return undefined;
  const next = list.items[index + 1];
  let end = first + 1;
  while (end <= lines.length && isInside(lines[end - 1] ?? '', indent)) end++;
  // A comment further to the left may stand in the middle of the last one.
  if (next === undefined) return lastLine(list.items[index]) < end ? { first, end, indent } : undefined;
  return next.position.line === end && dashBefore(next, lines) === indent ? { first, end, indent } : undefined;
}

/** Of all that begins in a node. */
function lastLine(node: YamlNode | undefined): number {
  if (node === undefined) return 0;
  const keys = node.kind === 'map' ? node.entries.map(({ keyPosition }) => keyPosition.line) : [];
  return Math.max(node.position.line, ...keys, ...childrenOf(node).map(lastLine));
}

/** How far the dash is indented that begins the item in its line. */
function dashBefore(item: YamlNode | undefined, lines: readonly string[]): number | undefined {
  if (item === undefined) return undefined;
  const { line, column } = item.position;
  const written = lines[line - 1] ?? '';
  const match = DASH.exec(written);
  return match !== null && match[0].length === column ? match[1]?.length : undefined;
}

function isInside(line: string, indent: number): boolean {
  const text = line.replace(/^ +/, '');
  return text === '' || text === '\r' || (line.length - text.length > indent && !text.startsWith('\t'));
}

/** The item as these lines have it; undefined where they may mean something else among those around them. */
function readItem(lines: readonly string[], { path, item }: ItemPlace): YamlNode | undefined {
  const [first = '', ...rest] = lines;
  if (DASH.exec(first)?.[1]?.length !== item.indent) return undefined;
  if (!rest.every((line) => isInside(line, item.indent))) return undefined;
  const text = lines.join('\n');
  if (JOINS_PLACES.test(text)) return undefined;
  const parsed = parseYaml(text);
  if (!parsed.ok || parsed.value.warnings.length > 0) return undefined;
  const { root } = parsed.value;
  const [only, another] = root.kind === 'list' ? root.items : [];
  if (only === undefined || another !== undefined || root.position.column !== item.indent + 1) return undefined;
  return path.length + heightOf(only) > MOST_LEVELS ? undefined : moved(only, 1, item.first - 1);
}

function heightOf(node: YamlNode): number {
  return 1 + Math.max(0, ...childrenOf(node).map(heightOf));
}

interface Replacement {
  readonly path: readonly number[];
  readonly item: YamlNode;
  /** From this line on everything is further down. */
  readonly from: number;
  readonly moved: number;
}

function withItem(node: YamlNode, { path, ...replacement }: Replacement): YamlNode {
  const [index, ...inner] = path;
  if (index === undefined) return replacement.item;
  const { from, moved: by } = replacement;
  const place = (child: YamlNode, at: number): YamlNode =>
    at === index ? withItem(child, { path: inner, ...replacement }) : moved(child, from, by);
  if (node.kind === 'list') return { ...node, items: node.items.map(place) };
  if (node.kind === 'scalar') return node;
  const entries = node.entries.map(
    (entry, at): YamlEntry => ({
      key: entry.key,
      keyPosition: movedPosition(entry.keyPosition, from, by),
      value: place(entry.value, at),
    }),
  );
  return { ...node, entries };
}

/** With what stands in this line or below it further down; the same node where that is nothing. */
function moved(node: YamlNode, from: number, by: number): YamlNode {
  if (by === 0) return node;
  const position = movedPosition(node.position, from, by);
  if (node.kind === 'scalar') return { ...node, position };
  if (node.kind === 'list') return { ...node, items: node.items.map((each) => moved(each, from, by)), position };
  const entries = node.entries.map(({ key, keyPosition, value }) => ({
    key,
    keyPosition: movedPosition(keyPosition, from, by),
    value: moved(value, from, by),
  }));
  return { ...node, entries, position };
}

function movedPosition(position: Position, from: number, by: number): Position {
  return position.line < from ? position : { line: position.line + by, column: position.column };
}
