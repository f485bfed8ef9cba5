import { printYaml } from '../lib/yaml';
import type { YamlEntry, YamlNode } from '../lib/yamlNode';
import { isNull } from '../lib/yamlNode';

/** The entry with only those items of its list; none when no item is left. Other values are kept whole. */
export function keepItems(entry: YamlEntry, keep: (item: YamlNode) => boolean): readonly YamlEntry[] {
  const { value } = entry;
  if (value.kind !== 'list') return [entry];
  const items = value.items.filter(keep);
  return items.length === 0 ? [] : [{ ...entry, value: { ...value, items } }];
}

/** Top-level entries as YAML text; empty when there are none. */
export function printEntries(entries: readonly YamlEntry[]): string {
  const kept = entries.filter((entry) => !isNull(entry.value));
  const position = kept[0]?.keyPosition ?? { line: 1, column: 1 };
  return kept.length === 0 ? '' : printYaml({ kind: 'map', entries: kept, position });
}

/** A top-level list of one item. */
export function singleItem(key: string, item: YamlNode): YamlEntry {
  const { position } = item;
  return { key, keyPosition: position, value: { kind: 'list', items: [item], position } };
}
