import type { Result } from '../../lib/result';
import { fail, ok } from '../../lib/result';
import { parseYaml, replaceYamlText } from '../../lib/yaml';
import type { YamlNode, YamlValue } from '../../lib/yamlNode';
import { fieldOf, itemsOf, textOf } from '../../lib/yamlNode';
import { loadSpecification } from '../loadSpecification';
import { isMarkdown } from '../markdown/isMarkdown';
import type { Criterion, Requirement } from '../requirement';

/** One thing that is to be said otherwise. */
export type SpecificationChange =
  | { readonly part: 'title' | 'text'; readonly id: string; readonly value: string }
  | { readonly part: 'status'; readonly value: string };

interface Source {
  readonly path: string;
  /** Lines ended by LF. */
  readonly text: string;
}

/**
 * The text with one thing changed and every other byte as it was: comments, order, quotes, keys that nobody knows. On failure: a
 * sentence why a person has to do it in the file. What is given back was read again, and says what it said but for the change.
 */
export function changeSpecification(source: Source, change: SpecificationChange): Result<string, string> {
  if (/[\r\n]/.test(change.value) || change.value.trim() === '') return fail('The new text is to be one line.');
  return isMarkdown(source.path) ? inMarkdown(source, change) : inYaml(source, change);
}

const TEXT_KEYS = ['description', 'behavior', 'text'];
const LISTS_OF_PARTS = ['requirements', 'functional', 'non_functional', 'acceptance_criteria', 'components', 'methods'];

function inYaml({ path, text }: Source, change: SpecificationChange): Result<string, string> {
  const parsed = parseYaml(text);
  if (!parsed.ok) return fail(`${path} cannot be read as it is; see: agentforge spec lint ${path}`);
  const { root } = parsed.value;
  const place = change.part === 'status' ? statusIn(root) : partIn(root, change.id, change.part);
  if (typeof place === 'string') return fail(place);
  if (place.kind === 'scalar' && place.value === change.value) return ok(text);
  const changed = replaceYamlText(text, place.position, change.value);
  const again = changed === undefined ? undefined : parseYaml(changed);
  if (
    changed === undefined ||
    isShared(root, place) ||
    again?.ok !== true ||
    !isSame(again.value.root, plainWith(root, place, change.value))
  )
    return fail('It is written in a way that only a person can change.');
  return ok(changed);
}

function statusIn(root: YamlNode): YamlNode | string {
  const status = fieldOf(fieldOf(root, 'metadata'), 'status') ?? fieldOf(root, 'status');
  return status ?? 'There is no "status" under "metadata".';
}

function partIn(root: YamlNode, id: string, part: 'title' | 'text'): YamlNode | string {
  const found = partsIn(root).filter((node) => textOf(fieldOf(node, 'id')) === id);
  const [node] = found;
  if (node === undefined) return `There is no "${id}".`;
  if (found.length > 1) return `"${id}" stands ${found.length} times: give each its own id first.`;
  const keys = part === 'title' ? ['title'] : TEXT_KEYS;
  const field = keys.map((key) => fieldOf(node, key)).find((each) => each !== undefined);
  if (field?.kind !== 'scalar') return `"${id}" has no ${keys[0]} that is text.`;
  return field;
}

/** Requirements and criteria, wherever the reader finds them. */
function partsIn(node: YamlNode | undefined): readonly YamlNode[] {
  return LISTS_OF_PARTS.flatMap((key) => {
    const field = fieldOf(node, key);
    return [
      ...itemsOf(field).flatMap((item) => [item, ...partsIn(item)]),
      ...(field?.kind === 'map' ? partsIn(field) : []),
    ];
  });
}

/** The plain value of a tree with one text otherwise. */
function plainWith(node: YamlNode, target: YamlNode, value: string): YamlValue {
  if (node === target) return value;
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map((item) => plainWith(item, target, value));
  return Object.fromEntries(node.entries.map((entry) => [entry.key, plainWith(entry.value, target, value)]));
}

/** Whether an alias or a merge says it in another place too. */
function isShared(root: YamlNode, target: YamlNode): boolean {
  let found = 0;
  const look = (node: YamlNode): void => {
    if (node === target) found += 1;
    else if (found < 2 && node.kind === 'list') node.items.forEach(look);
    else if (found < 2 && node.kind === 'map') for (const { value } of node.entries) look(value);
  };
  look(root);
  return found > 1;
}

function isSame(node: YamlNode, value: YamlValue): boolean {
  return JSON.stringify(plainWith(node, { ...node }, '')) === JSON.stringify(value);
}

function inMarkdown(source: Source, change: SpecificationChange): Result<string, string> {
  if (change.part === 'status') return fail('Only a specification in YAML has a status.');
  const parts = partsOf(source);
  const found = parts.filter(({ id }) => id === change.id);
  const [part] = found;
  if (part === undefined) return fail(`There is no "${change.id}".`);
  if (found.length > 1) return fail(`"${change.id}" stands ${found.length} times: give each its own id first.`);
  const written = change.part === 'title' ? ('title' in part ? part.title : '') : part.text;
  if (written === '') return fail(`"${change.id}" has no ${change.part}.`);
  const at = lineWith(source.text, part.position.line, written);
  const lines = source.text.split('\n');
  const line = at === undefined ? undefined : lines[at];
  if (at === undefined || line === undefined) {
    return fail(`The ${change.part} of "${change.id}" runs over several lines: change it in the file.`);
  }
  const column = line.lastIndexOf(written);
  lines[at] = line.slice(0, column) + change.value + line.slice(column + written.length);
  const text = lines.join('\n');
  const wanted = parts.map((each) => (each === part ? change.value : wordsOf(each, change.part)));
  const got = partsOf({ ...source, text }).map((each) => wordsOf(each, change.part));
  return JSON.stringify(wanted) === JSON.stringify(got)
    ? ok(text)
    : fail('That would be read as something else: change it in the file.');
}

function partsOf({ path, text }: Source): readonly (Requirement | Criterion)[] {
  const loaded = loadSpecification({ path, text, hash: '' });
  return loaded.ok ? loaded.value.specification.requirements.flatMap((each) => [each, ...each.criteria]) : [];
}

function wordsOf(part: Requirement | Criterion, which: 'title' | 'text'): string {
  return which === 'text' ? part.text : 'title' in part ? part.title : '';
}

/** The line (from 0) that holds all of it, from a line on (from 1). */
function lineWith(text: string, from: number, written: string): number | undefined {
  const at = text.split('\n').findIndex((line, index) => index >= from - 1 && line.includes(written));
  return at === -1 ? undefined : at;
}
