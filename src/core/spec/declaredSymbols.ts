import type { YamlNode } from '../lib/yamlNode';
import { describeKind, isNull } from '../lib/yamlNode';
import type { Findings } from './findings';
import { leadingIdentifier } from './leadingIdentifier';

/** Keys under which something is declared: each item is a name, a mapping with a name, or a key that is the name. */
const MEMBERS = [
  'entities',
  'interfaces',
  'classes',
  'enums',
  'functions',
  'methods',
  'fields',
  'properties',
  'attributes',
  'values',
] as const;

/**
 * Names that a component, entity or interface declares: classes, entities, methods, fields, enum values; in the order of the
 * file, each once. Its own `name` is not among them. Members of an unexpected type become warnings.
 */
export function declaredSymbols(node: YamlNode, findings: Findings): readonly string[] {
  const symbols = new Set<string>();
  const addName = (text: string) => {
    const name = leadingIdentifier(text);
    if (name !== undefined) symbols.add(name);
  };

  const addMembers = (owner: YamlNode) => {
    if (owner.kind !== 'map') return;
    for (const { key, value } of owner.entries) {
      if (key === 'class') addNames(key, value);
      else if ((MEMBERS as readonly string[]).includes(key)) addNames(key, value);
    }
  };

  const addNames = (key: string, value: YamlNode) => {
    if (isNull(value)) return;
    if (value.kind === 'list') for (const item of value.items) addMember(key, item);
    else if (value.kind === 'map') for (const entry of value.entries) addName(entry.key);
    else if (key === 'class' && typeof value.value === 'string') addName(value.value);
    else findings.warn(value.position, `"${key}" is ${describeKind(value)}; a list was expected`);
  };

  const addMember = (key: string, item: YamlNode) => {
    if (item.kind === 'list') {
      findings.warn(item.position, `an item of "${key}" is a list; a name or a mapping was expected`);
    } else if (item.kind === 'scalar') {
      if (item.value !== null) addName(item.source);
    } else {
      const named = item.entries.find((entry) => entry.key === 'name')?.value;
      if (named?.kind === 'scalar' && named.value !== null) addName(named.source);
      else if (item.entries.length === 1) addName(item.entries[0]?.key ?? '');
      else findings.warn(item.position, `an item of "${key}" has no name`);
      addMembers(item);
    }
  };

  addMembers(node);
  return [...symbols];
}
