import type { YamlChange } from '../../lib/yaml';
import type { YamlMap, YamlNode } from '../../lib/yamlNode';
import { toPlain } from '../../lib/yamlNode';
import type { Found } from './describeCodebase';
import type { Digest } from './stamps';
import { STAMPS, Stamps } from './stamps';

/** What is to be changed in a profile so that it says what was found, and what a person said stays. */
export interface MergedProfile {
  /** For `editYaml`; without the metadata. */
  readonly changes: Readonly<Record<string, YamlChange>>;
  /** Places that a person changed or deleted, as `patterns.result_type.description`. */
  readonly kept: readonly string[];
  /** For the section `STAMPS`. */
  readonly written: Readonly<Record<string, string>>;
}

/** In a profile without hashes: what a tool can only think, and a person may know better. The rest is counted anew. */
const OPINIONS = new Set(['architecture_style', 'style', 'description', 'category', 'source_root', 'primary']);
/** Of a profile without hashes; entries that are no longer found are gone there. */
const COUNTED = new Set(['linkages', 'categories']);

/** It stays as it is. */
const KEEP = Symbol('keep');
const REMOVE = Symbol('remove');
type Change = YamlChange | typeof KEEP | typeof REMOVE;
type FoundMap = Readonly<Record<string, YamlChange>>;

/**
 * Joins what was found with a profile as it stands. A value that is no longer what was written there is a person's and stays, and what a
 * person deleted is not written again. What another tool wrote is replaced where it was counted, and stays where it is an opinion or
 * nothing of the kind was found.
 * @param present the root of the profile; undefined when there is none
 */
export function mergeProfile(found: Found, present: YamlMap | undefined, digest: Digest): MergedProfile {
  const merge = new Merge(Stamps.of(present, digest));
  const change = merge.map([], present, found);
  return {
    changes: typeof change === 'symbol' ? {} : (change as FoundMap),
    kept: merge.kept,
    written: merge.stamps.encode(),
  };
}

/** What stands there besides is not ours to look at. */
const SECTIONS_OF_OTHERS = new Set(['discovery_metadata', 'generated_at', STAMPS]);

class Merge {
  readonly kept: string[] = [];

  constructor(readonly stamps: Stamps) {}

  map(path: readonly string[], present: YamlMap | undefined, found: FoundMap): Change {
    const changes: Record<string, YamlChange> = {};
    let hasChange = false;
    const set = (key: string, change: Change): void => {
      if (change === KEEP) return;
      hasChange = true;
      changes[key] = change === REMOVE ? undefined : (change as YamlChange);
    };
    const entries = new Map(present?.entries.map(({ key, value }) => [key, value]));
    for (const [key, value] of Object.entries(found))
      if (value !== undefined) set(key, this.value([...path, key], entries.get(key), value));
    for (const [key, value] of entries)
      if (!Object.hasOwn(found, key) && !(path.length === 0 && SECTIONS_OF_OTHERS.has(key)))
        set(key, this.gone([...path, key], value));
    // An empty mapping that was found is written as one.
    return hasChange || (present === undefined && Object.keys(found).length === 0) ? changes : KEEP;
  }

  private value(path: readonly string[], present: YamlNode | undefined, found: YamlChange): Change {
    if (isMap(found)) {
      if (present?.kind === 'map') return this.map(path, present, found);
      if (present === undefined && !this.wasWritten(path, found)) return this.map(path, undefined, found);
      this.keepAll(path, found);
      this.kept.push(path.join('.'));
      return KEEP;
    }
    const items = present?.kind === 'list' ? present.items : undefined;
    const isNamed = isNamedList(found) || (isEmptyList(found) && items?.some((item) => item.kind === 'map') === true);
    if (isNamed && (present === undefined || items !== undefined))
      return this.list(path, items, found as readonly FoundMap[]);
    return this.leaf(path, present, found);
  }

  private leaf(path: readonly string[], present: YamlNode | undefined, found: YamlChange): Change {
    const current = present === undefined ? undefined : toPlain(present);
    if (isSame(current, found)) {
      this.stamps.write(path, found);
      return KEEP;
    }
    if (this.isPersons(path, current)) {
      this.stamps.keep(path);
      this.kept.push(path.join('.'));
      return KEEP;
    }
    this.stamps.write(path, found);
    return found;
  }

  private isPersons(path: readonly string[], current: unknown): boolean {
    if (!this.stamps.isStamped) return current !== undefined && OPINIONS.has(path.at(-1) ?? '');
    return current === undefined ? this.stamps.has(path) : !this.stamps.isOurs(path, current);
  }

  /** A list of mappings with names: each is a place of its own, and they stay in the order in which they stand. */
  private list(path: readonly string[], present: readonly YamlNode[] | undefined, found: readonly FoundMap[]): Change {
    const wanted = new Map(found.map((each) => [keyOf(each) ?? '', each]));
    const items: YamlChange[] = [];
    let hasChange = present === undefined;
    for (const item of present ?? []) {
      const key = item.kind === 'map' ? keyOf(plainMap(item)) : undefined;
      const own = key === undefined ? undefined : wanted.get(key);
      if (key !== undefined) wanted.delete(key);
      if (item.kind !== 'map' || key === undefined) {
        items.push(toPlain(item));
        continue;
      }
      const change = own === undefined ? this.gone([...path, key], item) : this.map([...path, key], item, own);
      if (change !== KEEP) hasChange = true;
      if (change === REMOVE) continue;
      // Items are told from each other by name or else by place; one that keeps its place is written as a whole.
      items.push({ ...plainMap(item), ...(change === KEEP ? {} : (change as FoundMap)) });
    }
    for (const [key, each] of wanted) {
      const at = [...path, key];
      if (this.wasWritten(at, each)) {
        this.keepAll(at, each);
        this.kept.push(at.join('.'));
        continue;
      }
      hasChange = true;
      items.push(this.map(at, undefined, each) as YamlChange);
    }
    return hasChange ? items : KEEP;
  }

  /** Something that stands there and was not found this time. */
  private gone(path: readonly string[], present: YamlNode): Change {
    if (!this.stamps.isStamped) return path.some((name) => COUNTED.has(name)) ? REMOVE : KEEP;
    if (present.kind === 'map' && present.entries.length > 0) {
      const changes = present.entries.map(({ key, value }) => [key, this.gone([...path, key], value)] as const);
      if (changes.every(([, change]) => change === REMOVE)) return REMOVE;
      const removed = changes.filter(([, change]) => change !== KEEP);
      if (removed.length === 0) return KEEP;
      return Object.fromEntries(
        removed.map(([key, change]) => [key, change === REMOVE ? undefined : change]),
      ) as FoundMap;
    }
    if (present.kind === 'list' && present.items.some((item) => item.kind === 'map')) return KEEP;
    if (this.stamps.isOurs(path, toPlain(present))) return REMOVE;
    if (this.stamps.has(path)) this.kept.push(path.join('.'));
    return KEEP;
  }

  private wasWritten(path: readonly string[], found: FoundMap): boolean {
    return leavesOf(path, found).some((leaf) => this.stamps.has(leaf));
  }

  private keepAll(path: readonly string[], found: FoundMap): void {
    for (const leaf of leavesOf(path, found)) this.stamps.keep(leaf);
  }
}

function leavesOf(path: readonly string[], found: YamlChange): readonly (readonly string[])[] {
  if (!isMap(found)) return [path];
  return Object.entries(found).flatMap(([key, value]) => leavesOf([...path, key], value));
}

function isMap(value: YamlChange): value is FoundMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmptyList(value: YamlChange): boolean {
  return Array.isArray(value) && value.length === 0;
}

function isNamedList(value: YamlChange): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((each) => isMap(each) && keyOf(each) !== undefined);
}

/** By what an item of a list is known: its name, or its place in the repository. */
function keyOf(item: FoundMap): string | undefined {
  const name = item['name'] ?? item['location'];
  const source = typeof item['source'] === 'string' ? ` ${item['source']}` : '';
  return typeof name === 'string' ? name + source : undefined;
}

function plainMap(node: YamlMap): FoundMap {
  return toPlain(node) as FoundMap;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
