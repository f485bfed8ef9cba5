import type { Completion, Completions } from './completion';
import { NO_COMPLETIONS } from './completion';
import { idsIn, nextOfKind } from './idsIn';
import type { YamlPlace } from './yamlPlace';
import { yamlPlaceAt } from './yamlPlace';

const VALUES: Readonly<Record<string, readonly string[]>> = {
  priority: ['must', 'should', 'could', 'wont'],
  status: ['draft', 'review', 'approved', 'implemented'],
};

/** Keys with what they say, and what is written behind them. */
type Keys = readonly (readonly [key: string, detail: string, rest: string])[];

const TOP: Keys = [
  ['spec_id', '3 to 64 lower-case letters, digits and hyphens', ' <spec-id>'],
  ['metadata', 'spec_id, version, status, feature_name', "\n  spec_id: <spec-id>\n  version: '1.0'\n  status: draft"],
  ['overview', 'why it is built', '\n  purpose: <purpose>'],
  ['requirements', 'what is demanded', '\n  functional:\n  - id: FR-001\n    title: <title>'],
  ['components', 'what is built, each on its own', '\n- name: <name>\n  location: <path>\n  test_location: <path>'],
  ['entities', 'what there is', '\n- name: <name>'],
  ['interfaces', 'how it is called', '\n- name: <name>'],
  ['constraints', 'what holds for all components', '\n- <constraint>'],
];
const METADATA: Keys = [
  ['spec_id', '3 to 64 lower-case letters, digits and hyphens', ' <spec-id>'],
  ['version', 'of this specification', " '1.0'"],
  ['status', 'draft, review, approved or implemented', ' draft'],
  ['feature_name', 'what it is called', ' <name>'],
  ['created_date', 'when it was begun', ' <date>'],
];
const REQUIREMENT: Keys = [
  ['id', 'unique in the file', ' '],
  ['title', 'a few words', ' <title>'],
  ['priority', 'must, should, could or wont', ' must'],
  ['description', 'one demand', ' <demand>'],
  ['rationale', 'why', ' <reason>'],
  ['dependencies', 'ids of requirements', ' [<id>]'],
  ['acceptance_criteria', 'how it is known to be met', ''],
];
const CRITERION: Keys = [
  ['id', 'unique in the file', ' '],
  ['given', 'the state before', ' <state>'],
  ['when', 'what happens', ' <action>'],
  ['then', 'what is seen', ' <outcome>'],
  ['and_then', 'what is seen besides', ' [<outcome>]'],
];
const COMPONENT: Keys = [
  ['name', 'part of file names', ' <name>'],
  ['description', 'what it is for', ' <description>'],
  ['location', 'where its code is', ' <path>'],
  ['test_location', 'where its tests are', ' <path>'],
  ['class', 'the class that it offers', ' <Class>'],
  ['entities', 'what it declares', ' [<Entity>]'],
  ['methods', 'what it offers', ''],
  ['dependencies', 'components that it needs', ' [<name>]'],
  ['acceptance_criteria', 'how it is known to be met', ''],
];
const METHOD: Keys = [
  ['name', 'of the method', ' <name>'],
  ['params', 'names of its parameters', ' [<name>]'],
  ['returns', 'what it gives', ' <type>'],
  ['behavior', 'what it promises', ' <behavior>'],
  ['errors', 'what it refuses', ' [<error>]'],
];

/** Keys, priorities and ids for a line of YAML, up to the cursor. Lines and columns count from 0. */
export function completeYaml(lines: readonly string[], line: number, column: number): Completions {
  const before = (lines[line] ?? '').slice(0, column);
  const value = /^ *(?:- +)*([\w-]+): +(?:\[(?:[^\]]*,)? *)?([\w-]*)$/.exec(before);
  if (value !== null) return valuesOf(lines, line, { key: value[1] ?? '', typed: value[2] ?? '' });
  const item = /^( *)- +([\w-]*)$/.exec(before);
  const place = yamlPlaceAt(lines, line, before.length - lastWord(before).length);
  if (item !== null && place.path.at(-1) === 'dependencies')
    return valuesOf(lines, line, { key: 'dependencies', typed: item[2] ?? '' });
  const key = /^ *(?:- +)*(\w*)$/.exec(before);
  return key === null ? NO_COMPLETIONS : keysAt(lines, place, { typed: key[1] ?? '', column });
}

/** What is typed of a word. Longer ones are none that could be offered. */
function lastWord(before: string): string {
  return /[\w-]*$/.exec(before.slice(-200))?.[0] ?? '';
}

function valuesOf(
  lines: readonly string[],
  line: number,
  { key, typed }: { readonly key: string; readonly typed: string },
): Completions {
  const known = VALUES[key];
  if (known !== undefined)
    return { typed: typed.length, items: known.map((text) => ({ label: text, detail: key, text })) };
  const text = lines.join('\n');
  const { path } = yamlPlaceAt(lines, line, (lines[line] ?? '').search(/[^ -]/));
  if (key === 'dependencies') {
    const names = path[0] === 'components' ? componentNames(lines) : requirementIds(lines);
    return { typed: typed.length, items: names.map((name) => ({ label: name, detail: 'depends on it', text: name })) };
  }
  if (key !== 'id' || path[0] !== 'requirements') return NO_COMPLETIONS;
  const next = nextOfKind(kindAt(path), idsIn(text));
  return { typed: typed.length, items: [{ label: next, detail: 'the next that is free', text: next }] };
}

function keysAt(
  lines: readonly string[],
  place: YamlPlace,
  { typed, column }: { readonly typed: string; readonly column: number },
): Completions {
  const keys = keysFor(place);
  if (keys === undefined) return NO_COMPLETIONS;
  const pad = ' '.repeat(column - typed.length);
  const ids = idsIn(lines.join('\n'));
  const items = keys
    .filter(([key]) => !place.siblings.has(key))
    .map(([key, detail, rest]): Completion => {
      const own = key === 'id' ? ` ${nextOfKind(kindAt(place.path), ids)}` : rest === '' ? listFor(key, ids) : rest;
      return { label: key, detail, text: `${key}:${own.replaceAll('\n', `\n${pad}`)}` };
    });
  return { typed: typed.length, items };
}

function keysFor({ path, isItem }: YamlPlace): Keys | undefined {
  const [section] = path;
  const last = path.at(-1);
  if (section === undefined) return isItem ? undefined : TOP;
  if (last === 'metadata' && path.length === 1) return METADATA;
  if (!isItem) return undefined;
  if (last === 'acceptance_criteria') return CRITERION;
  if (section === 'components') return path.length === 1 ? COMPONENT : last === 'methods' ? METHOD : undefined;
  return section === 'requirements' && path.length <= 2 ? REQUIREMENT : undefined;
}

function listFor(key: string, ids: readonly string[]): string {
  return key === 'methods'
    ? '\n- name: <name>\n  behavior: <behavior>'
    : `\n- id: ${nextOfKind('AC-', ids)}\n  given: <state>\n  when: <action>\n  then: <outcome>`;
}

function kindAt(path: readonly string[]): string {
  if (path.at(-1) === 'acceptance_criteria') return 'AC-';
  return /^non/.test(path.at(-1) ?? '') ? 'NFR-' : 'FR-';
}

function requirementIds(lines: readonly string[]): readonly string[] {
  const written = lines.flatMap((line) => /(?:^ *(?:- +)?|\{ *)id: *["']?([\w.-]+)/.exec(line)?.[1] ?? []);
  return [...new Set(written)].filter((id) => !/^AC-/.test(id));
}

function componentNames(lines: readonly string[]): readonly string[] {
  const from = lines.findIndex((line) => /^components *:/.test(line));
  const column =
    lines
      .slice(from + 1)
      .find((line) => /^ *- /.test(line))
      ?.search(/-/) ?? 0;
  return lines.slice(from + 1).flatMap((line) => {
    const found = /^( *)- +name:(.*)$/.exec(line);
    const name = (found?.[2]?.split('#', 1)[0] ?? '').replace(/["']/g, '').trim();
    return found?.[1]?.length === column && name !== '' ? [name] : [];
  });
}
