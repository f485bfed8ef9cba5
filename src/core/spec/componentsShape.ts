import type { YamlEntry, YamlMap, YamlNode } from '../lib/yamlNode';
import { describeKind, fieldOf, itemsOf, textOf } from '../lib/yamlNode';
import { keepRequirements, requirementsMetBy } from './builtRequirements';
import { readComponentName } from './componentName';
import { declaredInterface } from './declaredInterface';
import { declaredSymbols } from './declaredSymbols';
import type { Findings } from './findings';
import { reportDuplicates } from './reportDuplicates';
import { keepItems, printEntries, singleItem } from './sections';
import type { Component, Specification } from './specification';

const REQUIREMENTS = 'requirements';

/** Reads `components:`, as-built specifications included. Entries elsewhere that say `component: NAME` go to that component, and so do the requirements that it says it meets. */
export function readComponentsShape(root: YamlMap, findings: Findings): Pick<Specification, 'components' | 'general'> {
  const list = fieldOf(root, 'components');
  if (list?.kind !== 'list') {
    const position = list?.position ?? root.position;
    findings.problem(position, '"components" is not a list', 'Write each component as an item: "- name: ...".');
    return { components: [], general: '' };
  }
  const rest = root.entries.filter((entry) => entry.key !== 'components');
  const met = new Set(list.items.flatMap((item) => [...requirementsMetBy(item)]));
  const components = list.items.flatMap((item) => {
    const component = readComponent(item, findings);
    if (component === undefined) return [];
    const own = requirementsMetBy(item);
    return [withExcerpt({ ...component, has: (id) => own.has(id) || !met.has(id) }, item, rest)];
  });
  reportDuplicates(components, findings);
  const names = new Set(components.map((component) => component.name));
  const general = rest.flatMap((entry) =>
    entry.key === REQUIREMENTS
      ? keepRequirements(entry, (id) => !met.has(id))
      : keepItems(entry, (item) => !names.has(componentNamedBy(item) ?? '')),
  );
  return { components, general: printEntries(general) };
}

function readComponent(node: YamlNode, findings: Findings): Omit<Component, 'excerpt'> | undefined {
  if (node.kind !== 'map') {
    findings.problem(node.position, `a component is ${describeKind(node)}`, 'Write it as a mapping: "- name: ...".');
    return undefined;
  }
  const name = readComponentName(node, findings);
  const implementationPath = readPath(node, ['location', 'impl_file'], findings);
  const testPath = readPath(node, ['test_location', 'test_file'], findings);
  if (name === undefined) return undefined;
  return {
    name,
    description: readDescription(node, findings),
    implementationPath,
    testPath,
    symbols: declaredSymbols(node, findings),
    interface: declaredInterface(node),
    dependencies: readDependencies(node),
    derived: false,
    position: node.position,
  };
}

/** Written out when it is asked for: of all the components of a specification only one is in work. */
function withExcerpt(component: Omit<Component, 'excerpt'>, node: YamlNode, rest: readonly YamlEntry[]): Component {
  return {
    ...component,
    get excerpt() {
      const met = requirementsMetBy(node);
      const demanded = rest.filter(({ key }) => key === REQUIREMENTS);
      const own = demanded.flatMap((entry) => keepRequirements(entry, (id) => met.has(id)));
      const named = rest.flatMap((entry) =>
        entry.key !== REQUIREMENTS && entry.value.kind === 'list'
          ? keepItems(entry, (item) => componentNamedBy(item) === component.name)
          : [],
      );
      return printEntries([singleItem('components', node), ...own, ...named]);
    },
  };
}

function readPath(component: YamlNode, keys: readonly string[], findings: Findings): string | undefined {
  const paths = keys.flatMap((key) => {
    const node = fieldOf(component, key);
    if (node === undefined) return [];
    if (node.kind !== 'scalar' || typeof node.value !== 'string' || node.value.trim() === '') {
      const remedy = `Write one workspace-relative path, such as "${key}: src/cart.py", or leave it out.`;
      findings.problem(
        node.position,
        `"${key}" is ${node.kind === 'scalar' && node.value === '' ? 'empty' : describeKind(node)}`,
        remedy,
      );
      return [];
    }
    return [{ key, path: node.value.trim().replaceAll('\\', '/'), position: node.position }];
  });
  const [first, second] = paths;
  if (first !== undefined && second !== undefined && first.path !== second.path) {
    findings.warn(second.position, `"${second.key}" differs from "${first.key}"; "${first.key}" is used`);
  }
  return first?.path;
}

/** Items that are texts, or mappings with a name. */
function readDependencies(component: YamlNode): readonly string[] {
  const stated = fieldOf(component, 'dependencies');
  const items = stated?.kind === 'scalar' ? [stated] : itemsOf(stated);
  return items.flatMap((item) => textOf(item) ?? textOf(fieldOf(item, 'name')) ?? componentNamedBy(item) ?? []);
}

function readDescription(component: YamlNode, findings: Findings): string {
  const node = fieldOf(component, 'description');
  if (node !== undefined && node.kind !== 'scalar') {
    findings.warn(node.position, `"description" is ${describeKind(node)}; text was expected`);
  }
  return textOf(node) ?? '';
}

function componentNamedBy(item: YamlNode): string | undefined {
  return textOf(fieldOf(item, 'component'));
}
