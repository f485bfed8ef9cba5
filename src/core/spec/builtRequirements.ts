import type { YamlEntry, YamlMap, YamlNode } from '../lib/yamlNode';
import { fieldOf, itemsOf, textOf } from '../lib/yamlNode';
import type { Findings } from './findings';
import type { Requirement } from './requirement';

/** Whether each component says where it is built: then requirements beside them are what these components are to meet. */
export function areBuiltSomewhere(components: YamlNode | undefined): boolean {
  const items = itemsOf(components);
  return items.length > 0 && items.every((item) => ['location', 'impl_file'].some((key) => textOf(fieldOf(item, key))));
}

/** The requirements with the component that alone says it meets them, under `requirements:`; warns of what nobody meets. */
export function assignRequirements(
  root: YamlMap,
  requirements: readonly Requirement[],
  findings: Findings,
): readonly Requirement[] {
  const known = new Set(requirements.map(({ id }) => id));
  const owners = new Map<string, string[]>();
  for (const component of itemsOf(fieldOf(root, 'components'))) {
    const name = textOf(fieldOf(component, 'name')) ?? '';
    for (const item of itemsOf(fieldOf(component, 'requirements'))) {
      const id = textOf(item) ?? '';
      if (known.has(id)) owners.set(id, [...(owners.get(id) ?? []), name]);
      else findings.warn(item.position, `component "${name}" meets "${id}", which does not stand here`);
    }
  }
  return requirements.map((requirement) => {
    const [owner, another] = owners.get(requirement.id) ?? [];
    if (owner === undefined && owners.size > 0) {
      findings.warn(requirement.position, `no component says that it meets "${requirement.id}"`);
    }
    return another === undefined && owner !== undefined ? { ...requirement, component: owner } : requirement;
  });
}

/** Ids of the requirements that a component says it meets. */
export function requirementsMetBy(component: YamlNode): ReadonlySet<string> {
  return new Set(itemsOf(fieldOf(component, 'requirements')).flatMap((item) => textOf(item) ?? []));
}

/** The entry with only those requirements of its lists, in whichever of them they stand; none when no requirement is left. */
export function keepRequirements(entry: YamlEntry, keep: (id: string) => boolean): readonly YamlEntry[] {
  const only = (value: YamlNode): YamlNode | undefined => {
    if (value.kind !== 'list') return undefined;
    const items = value.items.filter((item) => keep(textOf(fieldOf(item, 'id')) ?? ''));
    return items.length === 0 ? undefined : { ...value, items };
  };
  if (entry.value.kind === 'list') {
    const value = only(entry.value);
    return value === undefined ? [] : [{ ...entry, value }];
  }
  if (entry.value.kind !== 'map') return [];
  const entries = entry.value.entries.flatMap((each) => {
    const value = only(each.value);
    return value === undefined ? [] : [{ ...each, value }];
  });
  return entries.length === 0 ? [] : [{ ...entry, value: { ...entry.value, entries } }];
}
