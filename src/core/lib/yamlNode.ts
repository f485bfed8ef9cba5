import type { Position } from './lines';

/** Plain data as YAML holds it. */
export type YamlValue = string | number | boolean | null | readonly YamlValue[] | { readonly [key: string]: YamlValue };

/** A read YAML value that knows where it stands. Aliases are followed: two places may share one node, circles cannot occur. */
export type YamlNode = YamlScalar | YamlList | YamlMap;

export interface YamlScalar {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** As written, without quotes: `1.10` stays `1.10`. */
  readonly source: string;
  readonly position: Position;
}

export interface YamlList {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
  readonly position: Position;
}

export interface YamlMap {
  readonly kind: 'map';
  /** In the order of the file; keys are unique. */
  readonly entries: readonly YamlEntry[];
  readonly position: Position;
}

export interface YamlEntry {
  readonly key: string;
  readonly keyPosition: Position;
  readonly value: YamlNode;
}

/** The value under a key; undefined when there is none, when it is null, or when the node is no mapping. */
export function fieldOf(node: YamlNode | undefined, key: string): YamlNode | undefined {
  if (node?.kind !== 'map') return undefined;
  const value = node.entries.find((entry) => entry.key === key)?.value;
  return value === undefined || isNull(value) ? undefined : value;
}

/** The items of a list; none when the node is something else. */
export function itemsOf(node: YamlNode | undefined): readonly YamlNode[] {
  return node?.kind === 'list' ? node.items : [];
}

/** A scalar's text as written, trimmed; undefined for null, blank text and collections. */
export function textOf(node: YamlNode | undefined): string | undefined {
  if (node?.kind !== 'scalar' || node.value === null) return undefined;
  const text = (typeof node.value === 'string' ? node.value : node.source).trim();
  return text === '' ? undefined : text;
}

export function isNull(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.value === null;
}

/** What a value is, as a noun for messages. */
export function describeKind(node: YamlNode): string {
  if (node.kind === 'map') return 'a mapping';
  if (node.kind === 'list') return 'a list';
  if (node.value === null) return 'empty';
  return typeof node.value === 'string' ? 'text' : `the ${typeof node.value} ${node.source}`;
}

/** The same value without positions. Keys such as `__proto__` become ordinary keys of their object. */
export function toPlain(node: YamlNode): YamlValue {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(toPlain);
  return Object.fromEntries(node.entries.map((entry) => [entry.key, toPlain(entry.value)]));
}

/** Plain data as if it had been read, all of it from the first place. */
export function fromPlain(value: YamlValue): YamlNode {
  const position = { line: 1, column: 1 };
  if (Array.isArray(value)) return { kind: 'list', items: value.map(fromPlain), position };
  if (typeof value !== 'object' || value === null)
    return { kind: 'scalar', value: value as YamlScalar['value'], source: String(value), position };
  const entries = Object.entries(value).map(([key, each]) => ({ key, keyPosition: position, value: fromPlain(each) }));
  return { kind: 'map', entries, position };
}
