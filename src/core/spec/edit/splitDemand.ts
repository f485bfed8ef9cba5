import type { Position } from '../../lib/lines';
import type { CompoundDemand } from '../compoundDemand';
import { compoundDemand } from '../compoundDemand';
import type { Criterion, Requirement } from '../requirement';
import type { Specification, WarningRemedy } from '../specification';
import { endOfMapping } from './endOfMapping';
import { isRightSplit } from './isRightSplit';
import { endOfItem, itemStart, lastNumberedItem, nextItemStart } from './markdownItems';
import type { InsertedText, Mending } from './mending';
import { asWritten, withBlanks } from './mending';
import { nextId } from './nextId';
import { wholeIdAt } from './wholeIdAt';
import { yamlText } from './yamlText';

/** A statement that demands two things in one sentence, which stands in one line. */
interface Compound {
  readonly statement: Requirement | Criterion;
  readonly isRequirement: boolean;
  readonly demand: CompoundDemand;
  /** What stands in the statement before the sentence, as a key of its own. */
  readonly step: string;
  /** Where the sentence begins. */
  readonly at: Position;
  readonly lines: readonly string[];
  readonly specification: Specification;
}

interface Added {
  /** What the new part is called; undefined where it has no id of its own. */
  readonly id: string | undefined;
  readonly at: Position;
  readonly insert: readonly InsertedText[];
  /** Whether it says all else that the statement says. */
  readonly isAlike?: boolean;
}

/** How words of YAML's steps begin a criterion's text, where the file has them as keys. */
const STEP = /^(?:given|when|then|and then) /;

/** Makes two of a requirement or a criterion that demands two things: the second one gets an id of its own. */
export function splitDemand(
  { id, at }: WarningRemedy,
  specification: Specification,
  lines: readonly string[],
): Mending | undefined {
  const compound = find(id, at, { specification, lines });
  const added = compound === undefined ? undefined : addedFor(compound);
  if (compound === undefined || added === undefined) return undefined;
  const { statement, demand, step } = compound;
  const cut = { line: compound.at.line, column: compound.at.column + demand.first.length };
  const edits = [
    { at: cut, removed: demand.sentence.length - demand.first.length, insert: [] },
    { at: added.at, removed: 0, insert: added.insert },
  ];
  const saying = (part: string) => statement.text.replace(step + demand.sentence, () => step + part);
  const isSecond = (text: string) =>
    added.isAlike ? text === saying(demand.second) : text.replace(/\.$/, '').endsWith(demand.second);
  if (!isRightSplit(specification, lines, edits, { statement, first: saying(demand.first), isSecond }))
    return undefined;
  return { title: added.id === undefined ? 'Split into two' : `Split into two, the second as ${added.id}`, edits };
}

function find(
  id: string,
  from: Position,
  { specification, lines }: Pick<Compound, 'specification' | 'lines'>,
): Compound | undefined {
  const isHere = (each: Requirement | Criterion) =>
    each.id === id && each.position.line === from.line && each.position.column === from.column;
  const { requirements } = specification;
  const requirement = requirements.find(isHere);
  const statement = requirement ?? requirements.flatMap(({ criteria }) => criteria).find(isHere);
  const demand = statement === undefined ? undefined : compoundDemand(statement.text);
  if (statement === undefined || demand === undefined) return undefined;
  const starts = requirements.flatMap((each) => [each, ...each.criteria]).map(({ position }) => position.line);
  const end = Math.min(lines.length + 1, ...starts.filter((line) => line > from.line));
  const step = STEP.exec(demand.sentence)?.[0].length ?? 0;
  for (const skipped of step === 0 ? [0] : [0, step]) {
    const sentence = demand.sentence.slice(skipped);
    for (let line = from.line; line < end; line += 1) {
      const column = (lines[line - 1] ?? '').indexOf(sentence, line === from.line ? from.column - 1 : 0);
      if (column === -1) continue;
      const cut = { sentence, first: demand.first.slice(skipped), second: demand.second.replace(STEP, '') };
      return {
        statement,
        isRequirement: statement === requirement,
        demand: skipped === 0 ? demand : cut,
        step: demand.sentence.slice(0, skipped),
        at: { line, column: column + 1 },
        lines,
        specification,
      };
    }
  }
  return undefined;
}

function addedFor(compound: Compound): Added | undefined {
  const { dialect } = compound.specification;
  if (dialect === 'components') return undefined;
  if (dialect === 'requirements') return compound.isRequirement ? yamlRequirement(compound) : yamlCriterion(compound);
  const line = compound.lines[compound.statement.position.line - 1] ?? '';
  if (/^\s*#/.test(line)) return compound.isRequirement ? section(compound, line) : undefined;
  return compound.at.line === compound.statement.position.line ? listItem(compound, line) : undefined;
}

/** An item right behind, with the next id; an item that is known by its number at the end of its list, where it moves no other. */
function listItem({ statement, demand, at, lines, specification }: Compound, line: string): Added | undefined {
  const bullet = itemStart(line);
  if (bullet === undefined) return undefined;
  const head = line.slice(bullet.text.length, at.column - 1);
  const end = lastMark(line, at, demand);
  const hasId = wholeIdAt(statement.id, head, 0) !== undefined;
  const id = hasId ? nextId(statement.id, specification) : undefined;
  if (hasId && id === undefined) return undefined;
  const { indent, number } = bullet;
  const last =
    number === undefined ? statement.position.line : lastNumberedItem(lines, statement.position.line, indent);
  const start = nextItemStart(itemStart(lines[last - 1] ?? '') ?? bullet);
  const text = id === undefined ? head : head.replace(statement.id, id);
  return { id, at: endOfItem(lines, last, indent), insert: asWritten(`\n${start}${text}${demand.second}${end}`) };
}

/** The full stop behind the sentence, where it has one. */
function lastMark(line: string, at: Position, { sentence }: CompoundDemand): string {
  return line[at.column - 1 + sentence.length] === '.' ? '.' : '';
}

/** A heading of its own below the section, with a name that the user writes. */
function section({ statement, demand, specification }: Compound, line: string): Added | undefined {
  const end = 'end' in statement ? statement.end : undefined;
  const hashes = /^\s*#+/.exec(line)?.[0] ?? '#';
  if (end === undefined) return undefined;
  const body = asWritten(`\n\n${demand.second}.`);
  if (specification.dialect === 'openspec') {
    return { id: undefined, at: end, insert: [...withBlanks(`\n\n${hashes} Requirement: <name>`), ...body] };
  }
  const id = nextId(statement.id, specification);
  if (specification.dialect === 'kiro' || id === undefined || wholeIdAt(statement.id, line, 0) === undefined)
    return undefined;
  return { id, at: end, insert: [...withBlanks(`\n\n${hashes} ${id}: <title>`), ...body] };
}

/** What stands before the first key of an item in a block of lines: its dash. Undefined for braces, and for a dash on a line of its own. */
function dashBefore(lines: readonly string[], { line, column }: Position): string | undefined {
  const before = (lines[line - 1] ?? '').slice(0, column - 1);
  return /^ *- +$/.test(before) ? before : undefined;
}

function yamlRequirement({ statement, demand, lines, specification }: Compound): Added | undefined {
  const { position } = statement;
  const dash = dashBefore(lines, position);
  const id = nextId(statement.id, specification);
  if (dash === undefined || id === undefined || (lines[position.line - 1] ?? '')[position.column - 1] === '{')
    return undefined;
  const pad = ' '.repeat(dash.length);
  const insert = [
    ...withBlanks(`\n${dash}id: ${id}\n${pad}title: <title>\n${pad}description: `),
    ...asWritten(yamlText(demand.second)),
  ];
  return { id, at: endOfMapping(lines, position), insert };
}

/** The same criterion again, with the next id and the second demand in the place of both. */
function yamlCriterion({ statement, demand, at, lines, specification }: Compound): Added | undefined {
  const { position } = statement;
  const dash = dashBefore(lines, position);
  const hasId = statement.idPosition !== undefined;
  const id = hasId ? nextId(statement.id, specification) : undefined;
  if (dash === undefined || (hasId && id === undefined)) return undefined;
  const end = endOfMapping(lines, position);
  const again = lines.slice(position.line - 1, end.line).map((line, index) => {
    const number = position.line + index;
    const said = number === at.line ? withSecond(line, at.column - 1, demand) : line;
    return id !== undefined && number === statement.idPosition?.line ? said.replace(statement.id, id) : said;
  });
  return { id, at: end, insert: asWritten(`\n${again.join('\n')}`), isAlike: true };
}

/** The second demand in the place of both; in quotes where it has none and needs them. */
function withSecond(line: string, column: number, { sentence, second }: CompoundDemand): string {
  const [head, rest] = [line.slice(0, column), line.slice(column)];
  if (!/^ *(?:- +(?:[\w-]+: +)?|[\w-]+: +)$/.test(head)) return head + rest.replace(sentence, () => second);
  const comment = rest.search(/\s#/);
  const { length } = (comment === -1 ? rest : rest.slice(0, comment)).trimEnd();
  return head + yamlText(second + rest.slice(sentence.length, length)) + rest.slice(length);
}
