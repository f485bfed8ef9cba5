import type { PublicName } from '../../codebase/publicName';
import type { Definition } from '../../codebase/symbols/fileSymbols';
import { printYaml } from '../../lib/yaml';
import type { YamlValue } from '../../lib/yamlNode';
import { fromPlain } from '../../lib/yamlNode';
import type { BuiltFile, BuiltTest } from './builtFile';
import { componentNames } from './componentNames';

export interface AsBuilt {
  /** YAML in the components shape. */
  readonly text: string;
  readonly components: number;
  /** Files that offer nothing to others. */
  readonly without: number;
  /** Source files of a language or length that nobody here can read. */
  readonly unread: number;
}

/**
 * A specification of code that is there: a component for each file that offers something, with its tests. It says what the code says
 * of itself and nothing more: what has no description gets none.
 * @param about the folder or file that is described, when, and how many of its source files are not in `files`
 */
export function writeAsBuilt(
  files: readonly BuiltFile[],
  about: { readonly path: string; readonly at: string; readonly unread: number },
): AsBuilt {
  const found = files.map((file) => ({ file, offered: offeredBy(file) })).filter(({ offered }) => offered.length > 0);
  const names = componentNames(found.map(({ file }) => file.path));
  const id = idOf(about.path);
  const components = found.map(({ file, offered }) => componentOf(file, offered, { id, names }));
  const text = printYaml(
    fromPlain({
      spec_id: `${id.slice(0, LONGEST_ID - SUFFIX.length)}${SUFFIX}`,
      name: about.path.split('/').pop() ?? about.path,
      version: '1.0',
      status: 'as-built',
      schema_version: '2.0',
      generated_at: about.at,
      generated_by: 'agentforge',
      description: `What the code in ${about.path} offers, as it was when this was written.`,
      components,
    }),
  );
  return { text, components: found.length, without: files.length - found.length, unread: about.unread };
}

const SUFFIX = '-as-built';
const LONGEST_ID = 64;

function idOf(path: string): string {
  const id = path
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return id === '' ? 'project' : id;
}

function componentOf(
  file: BuiltFile,
  offered: readonly Definition[],
  { id, names }: { readonly id: string; readonly names: ReadonlyMap<string, string> },
): YamlValue {
  const name = names.get(file.path) ?? '';
  const outer = offered.filter(({ within }) => within.length === 0);
  const functions = outer.filter(({ kind }) => kind === 'function');
  const entities = outer.filter(({ kind }) => kind !== 'function');
  const [only, another] = entities;
  // Where a file is one class, its methods are what the component is to do.
  const whole = only !== undefined && another === undefined && functions.length === 0 ? only : undefined;
  const methods = whole === undefined ? functions : membersOf(whole, offered);
  const dependencies = file.uses.flatMap((path) => (path === file.path ? [] : (names.get(path) ?? [])));
  return {
    name,
    component_id: `${id}-${idOf(name)}`,
    location: file.path,
    ...(file.testFile === undefined ? {} : { test_location: file.testFile }),
    ...(whole?.kind === 'class' ? { class: whole.name } : {}),
    ...(entities.length === 0 ? {} : { entities: entities.map((each) => entityOf(each, offered, file.tests)) }),
    ...(methods.length === 0 ? {} : { methods: methods.map((each) => methodOf(each, file)) }),
    ...(dependencies.length === 0 ? {} : { dependencies }),
  };
}

function entityOf(entity: Definition, offered: readonly Definition[], tests: readonly BuiltTest[]): YamlValue {
  return {
    name: entity.name,
    type: entity.kind,
    line_number: entity.line,
    ...(entity.doc === '' ? {} : { description: entity.doc }),
    methods: membersOf(entity, offered).map(({ name }) => name),
    test_methods: namedIn(tests, entity.name),
  };
}

function methodOf(method: Definition, file: BuiltFile): YamlValue {
  const offer = file.offers?.find((each) => plainName(each) === fullName(method));
  const parameters = /^\((.*)\)$/s.exec(offer?.signature ?? '')?.[1]?.replace(RECEIVER, '');
  return {
    name: method.name,
    ...(parameters === undefined || parameters === '' ? {} : { parameters }),
    ...(offer?.returns === undefined || offer.returns === '' ? {} : { returns: offer.returns }),
    ...(method.doc === '' ? {} : { behavior: method.doc }),
    line_number: method.line,
    test_methods: namedIn(file.tests, method.name),
  };
}

/** Rust writes what a method is called on among its parameters. */
const RECEIVER = /^&?(?:'\w+ )?(?:mut )?self(?:, |$)/;

/** Tests in which the name stands as a word; their own names join words. */
function namedIn(tests: readonly BuiltTest[], name: string): readonly string[] {
  const word = new RegExp(
    `(?<![\\p{L}\\p{N}_$])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}_$])`,
    'u',
  );
  return [...new Set(tests.filter(({ text }) => word.test(text)).map((test) => test.name))];
}

function membersOf(owner: Definition, offered: readonly Definition[]): readonly Definition[] {
  const inside = fullName(owner);
  return offered.filter(
    ({ kind, within }) => (kind === 'method' || kind === 'function') && within.join('.') === inside,
  );
}

const HIDDEN = /^_(?!_init__$)|^#/;
const HIDDEN_BY_WORD = /^(?:(?:@\S+|static|override|readonly|final|async)\s+)*(?:private|protected)\b/;
const DESCRIBED: readonly Definition['kind'][] = ['class', 'interface', 'type', 'function', 'method'];

/** Definitions that others can use, as far as the language says; each once. */
function offeredBy({ definitions, offers }: BuiltFile): readonly Definition[] {
  const known = offers && new Set(offers.map(plainName));
  const seen = new Set<string>();
  return definitions.filter((definition) => {
    const name = fullName(definition);
    if (!DESCRIBED.includes(definition.kind) || seen.has(name)) return false;
    if (HIDDEN.test(definition.name) || HIDDEN_BY_WORD.test(definition.signature)) return false;
    if (known !== undefined && !known.has(name)) return false;
    seen.add(name);
    return true;
  });
}

/** Where a name can be there with several lists of parameters, they are part of it. */
function plainName({ name }: PublicName): string {
  return name.replace(/\(.*$/s, '');
}

function fullName({ within, name }: Definition): string {
  return [...within, name].join('.');
}
