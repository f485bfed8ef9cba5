import type { YamlEntry, YamlMap, YamlNode } from '../lib/yamlNode';
import { describeKind, fieldOf, isNull, itemsOf, textOf } from '../lib/yamlNode';
import { deriveComponentName } from './componentName';
import { declaredEntity, declaredInterface } from './declaredInterface';
import { declaredSymbols } from './declaredSymbols';
import type { Findings } from './findings';
import { Mentions } from './mentions';
import { reportDuplicates } from './reportDuplicates';
import { keepItems, printEntries, singleItem } from './sections';
import type { Component, Specification } from './specification';

/** Sections that apply to every component whatever they mention. */
const COMMON = new Set(['metadata', 'overview', 'constraints']);

/** An entity or interface from which a component is made. */
interface Origin {
  readonly node: YamlNode;
  /** As written; what prose calls it. */
  readonly written: string;
  readonly component: Omit<Component, 'excerpt'>;
}

/**
 * Derives components: one for each entity, or else for each interface, or else one for the whole specification, called
 * `wholeName`. Whatever else the file says goes to the components whose names it mentions, and to all when it mentions none,
 * so that no part of the specification is lost to every prompt.
 */
export function readRequirementsShape(
  root: YamlMap,
  wholeName: string,
  findings: Findings,
): Pick<Specification, 'components' | 'general'> {
  for (const key of ['entities', 'interfaces']) {
    const section = fieldOf(root, key);
    if (section !== undefined && section.kind !== 'list') {
      findings.problem(
        section.position,
        `"${key}" is ${describeKind(section)}`,
        'Write each as an item: "- name: ...".',
      );
    }
  }
  const key = ['entities', 'interfaces'].find((each) => itemsOf(fieldOf(root, each)).length > 0);
  return key === undefined ? readWhole(root, wholeName, findings) : readEach(root, key, findings);
}

function readWhole(
  root: YamlMap,
  wholeName: string,
  findings: Findings,
): Pick<Specification, 'components' | 'general'> {
  const common = root.entries.filter((entry) => isCommon(entry));
  const own = root.entries.filter((entry) => !isCommon(entry));
  const overview = fieldOf(root, 'overview');
  const component: Component = {
    name: deriveComponentName(wholeName) ?? 'specification',
    description: textOf(fieldOf(overview, 'purpose')) ?? textOf(overview) ?? '',
    implementationPath: undefined,
    testPath: undefined,
    symbols: declaredSymbols(root, findings),
    interface: declaredInterface(root),
    dependencies: [],
    excerpt: printEntries(own),
    derived: true,
    position: root.position,
  };
  return { components: [component], general: printEntries(common) };
}

function readEach(root: YamlMap, key: string, findings: Findings): Pick<Specification, 'components' | 'general'> {
  const origins = itemsOf(fieldOf(root, key)).flatMap((item) => readOrigin(item, key, findings) ?? []);
  reportDuplicates(
    origins.map((origin) => origin.component),
    findings,
  );
  const mentions = new Mentions(origins.map((origin) => origin.written));
  const common = root.entries.filter((entry) => isCommon(entry));
  const routed = root.entries.filter((entry) => entry.key !== key && !isCommon(entry));
  const select = (wanted: (mentioned: ReadonlySet<string>) => boolean) =>
    routed.flatMap((entry) => selectPieces(entry, (piece) => wanted(mentions.in(piece))));
  let namedIn: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  const components = origins.map(
    ({ node, written, component }): Component => ({
      ...component,
      has: (requirement) => {
        namedIn ??= componentsNamedIn(fieldOf(root, 'requirements'), mentions);
        const named = namedIn.get(requirement);
        return named === undefined || named.size === 0 || named.has(written);
      },
      /** Written out when it is asked for: of all the components of a specification only one is in work. */
      get excerpt() {
        return printEntries([singleItem(key, node), ...select((mentioned) => mentioned.has(written))]);
      },
    }),
  );
  return { components, general: printEntries([...common, ...select((mentioned) => mentioned.size === 0)]) };
}

function readOrigin(node: YamlNode, key: string, findings: Findings): Origin | undefined {
  const written = textOf(node) ?? textOf(fieldOf(node, 'name'));
  const name = written === undefined ? undefined : deriveComponentName(written);
  if (written === undefined || name === undefined) {
    const detail = `an item of "${key}" has no name that a component could take`;
    findings.problem(fieldOf(node, 'name')?.position ?? node.position, detail, 'Begin it with "- name: ...".');
    return undefined;
  }
  if (name !== written) findings.warn(node.position, `the component for "${written}" is called ${name}`);
  const component = {
    name,
    description: textOf(fieldOf(node, 'description')) ?? '',
    implementationPath: undefined,
    testPath: undefined,
    symbols: [...new Set([name, ...declaredSymbols(node, findings)])],
    interface: declaredEntity(node, written),
    dependencies: [],
    derived: true,
    position: node.position,
  };
  return { node, written, component };
}

function isCommon(entry: YamlEntry): boolean {
  return COMMON.has(entry.key) || (entry.value.kind === 'scalar' && !isNull(entry.value));
}

/** Which components each requirement mentions, by its id. */
function componentsNamedIn(
  section: YamlNode | undefined,
  mentions: Mentions,
): ReadonlyMap<string, ReadonlySet<string>> {
  const lists = section?.kind === 'map' ? section.entries.map((entry) => entry.value) : [section];
  const pieces = lists.flatMap((list) => itemsOf(list));
  return new Map(pieces.map((piece) => [textOf(fieldOf(piece, 'id')) ?? '', mentions.in(piece)]));
}

/** Chooses among the items of a section's list, or of the lists in its mapping (`requirements.functional`). */
function selectPieces(section: YamlEntry, keep: (piece: YamlNode) => boolean): readonly YamlEntry[] {
  const { value } = section;
  if (value.kind === 'list') return keepItems(section, keep);
  if (value.kind !== 'map') return [];
  const entries = value.entries.flatMap((entry) => {
    if (entry.value.kind === 'list') return keepItems(entry, keep);
    return keep(entry.value) ? [entry] : [];
  });
  return entries.length === 0 ? [] : [{ ...section, value: { ...value, entries } }];
}
