import type { Position } from '../../lib/lines';
import { fail, ok } from '../../lib/result';
import { closingOfYaml, parseYaml } from '../../lib/yaml';
import type { YamlMap, YamlNode } from '../../lib/yamlNode';
import { fieldOf, isNull, itemsOf, textOf } from '../../lib/yamlNode';
import type { Specification } from '../specification';
import type { CriterionPlace } from './criterionPlace';
import type { CriterionParts } from './criterionText';
import { criterionText } from './criterionText';
import { endOfMapping } from './endOfMapping';
import type { InsertedText } from './mending';
import { asWritten } from './mending';
import { nextId } from './nextId';
import { yamlText } from './yamlText';

const KEY = 'acceptance_criteria';
const BY_HAND = fail('It is written in a way that only a person can change.');

/** An item of a list of criteria: whether it has an id, and what it says under which keys. */
interface Shape {
  readonly id: string | undefined;
  readonly says: 'steps' | 'description' | 'text';
}

/** A criterion of the requirement, method or component of this name, in the shape of its last one. */
export function addYamlCriterion(
  of: string,
  parts: CriterionParts,
  specification: Specification,
  text: string,
): CriterionPlace {
  const parsed = parseYaml(text);
  if (!parsed.ok) return fail('The specification cannot be read as it is.');
  const owner = ownerIn(parsed.value.root, of, specification.dialect);
  if (owner === undefined) return BY_HAND;
  const lines = text.split(/\r\n|\r|\n/);
  const isInBraces = (lines[owner.position.line - 1] ?? '')[owner.position.column - 1] === '{';
  const entry = owner.entries.find(({ key }) => key === KEY);
  const item = itemOf(parts, shapeOf(itemsOf(entry?.value).at(-1), specification));
  if (entry === undefined) {
    return isInBraces
      ? inBraces(text, owner.position, [...asWritten(`${KEY}: [`), ...item('braces'), ...asWritten(']')])
      : underNewKey(lines, owner.position, item);
  }
  if (isNull(entry.value)) return isInBraces ? BY_HAND : underKey(lines, entry.keyPosition, item);
  if (entry.value.kind !== 'list') return fail(`What stands under "${KEY}" of "${of}" is no list: make it one first.`);
  const at = entry.value.position;
  return (lines[at.line - 1] ?? '')[at.column - 1] === '['
    ? inBraces(text, at, item('braces'))
    : behindLast(lines, at, entry.value.items.at(-1), item);
}

function ownerIn(root: YamlNode, of: string, dialect: Specification['dialect']): YamlMap | undefined {
  const isMap = (node: YamlNode): node is YamlMap => node.kind === 'map';
  if (dialect === 'requirements') {
    const section = fieldOf(root, 'requirements');
    const lists = section?.kind === 'map' ? section.entries.map(({ value }) => value) : [section];
    return lists
      .flatMap(itemsOf)
      .filter(isMap)
      .find((node) => textOf(fieldOf(node, 'id')) === of);
  }
  const named = itemsOf(fieldOf(root, 'components')).flatMap((component) => {
    const name = textOf(fieldOf(component, 'name'));
    const methods = itemsOf(fieldOf(component, 'methods')).map((node) => ({
      name: `${name}.${textOf(fieldOf(node, 'name'))}`,
      node,
    }));
    return [{ name, node: component }, ...methods];
  });
  return named
    .filter(({ name }) => name === of)
    .map(({ node }) => node)
    .find(isMap);
}

/** As the last one has it; the first one gets an id and its steps. */
function shapeOf(last: YamlNode | undefined, specification: Specification): Shape {
  if (last === undefined) return { id: nextId('AC-000', specification), says: 'steps' };
  if (last.kind !== 'map') return { id: undefined, says: 'text' };
  const id = textOf(fieldOf(last, 'id'));
  const hasSteps = ['given', 'when', 'then'].some((key) => fieldOf(last, key) !== undefined);
  const says = !hasSteps && fieldOf(last, 'description') !== undefined ? 'description' : 'steps';
  return { id: id && nextId(id, specification), says };
}

type Item = (place: 'line' | 'braces', pad?: string) => readonly InsertedText[];

/** The item without its dash; `pad` is what its further lines begin with. */
function itemOf(parts: CriterionParts, { id, says }: Shape): Item {
  return (place, pad = '') => {
    if (says === 'text') return inQuotes(parts);
    const keys: readonly (readonly [string, readonly InsertedText[]])[] =
      says === 'description'
        ? [['description', inQuotes(parts)]]
        : [
            ...(parts.state === undefined ? [] : [['given', [quoted(parts.state, place)]] as const]),
            ['when', [quoted(parts.action, place)]],
            ['then', [quoted(parts.outcome, place)]],
          ];
    const all = id === undefined ? keys : [['id', asWritten(id)] as const, ...keys];
    const between = place === 'braces' ? ', ' : `\n${pad}`;
    const inner = all.flatMap(([key, value], index) => [
      ...asWritten(`${index === 0 ? '' : between}${key}: `),
      ...value,
    ]);
    return place === 'braces' ? [...asWritten('{'), ...inner, ...asWritten('}')] : inner;
  };
}

function quoted({ text, isBlank }: InsertedText, place: 'line' | 'braces'): InsertedText {
  return { text: isBlank ? text : yamlText(text, place), isBlank };
}

/** One sentence between quotes, what is in them escaped. */
function inQuotes(parts: CriterionParts): readonly InsertedText[] {
  const escaped = criterionText(parts, 'plain').map(({ text, isBlank }) => ({
    text: isBlank ? text : JSON.stringify(text).slice(1, -1),
    isBlank,
  }));
  return [...asWritten('"'), ...escaped, ...asWritten('"')];
}

function inBraces(text: string, opens: Position, insert: readonly InsertedText[]): CriterionPlace {
  const closing = closingOfYaml(text, opens);
  if (closing === undefined) return BY_HAND;
  return ok({ at: closing.position, insert: [...asWritten(closing.isEmpty ? '' : ', '), ...insert] });
}

function underNewKey(lines: readonly string[], owner: Position, item: Item): CriterionPlace {
  const pad = ' '.repeat(owner.column - 1);
  const insert = [...asWritten(`\n${pad}${KEY}:\n${pad}  - `), ...item('line', `${pad}    `)];
  return ok({ at: endOfMapping(lines, owner), insert });
}

function underKey(lines: readonly string[], { line, column }: Position, item: Item): CriterionPlace {
  const pad = ' '.repeat(column - 1);
  const at = { line, column: (lines[line - 1] ?? '').length + 1 };
  return ok({ at, insert: [...asWritten(`\n${pad}  - `), ...item('line', `${pad}    `)] });
}

function behindLast(lines: readonly string[], list: Position, last: YamlNode | undefined, item: Item): CriterionPlace {
  const pad = ' '.repeat(list.column - 1);
  // What belongs to an item is indented deeper than its dash.
  const at = endOfMapping(lines, { line: last?.position.line ?? list.line, column: list.column + 1 });
  return ok({ at, insert: [...asWritten(`\n${pad}- `), ...item('line', `${pad}  `)] });
}
