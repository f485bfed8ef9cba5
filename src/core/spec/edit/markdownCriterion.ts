import type { Position } from '../../lib/lines';
import { fail, ok } from '../../lib/result';
import type { Criterion, Dialect, Requirement } from '../requirement';
import type { Specification } from '../specification';
import type { CriterionPlace } from './criterionPlace';
import type { CriterionParts, CriterionStyle } from './criterionText';
import { criterionText, scenarioText } from './criterionText';
import { endOfItem, itemStart, nextItemStart } from './markdownItems';
import type { InsertedText } from './mending';
import { asWritten } from './mending';
import { nextId } from './nextId';
import { wholeIdAt } from './wholeIdAt';

/** A criterion of a requirement in Markdown: behind its last one and in the way of that, or as its dialect has the first. */
export function addMarkdownCriterion(
  requirement: Requirement | undefined,
  parts: CriterionParts,
  specification: Specification,
  lines: readonly string[],
): CriterionPlace {
  if (requirement === undefined) return fail('There is no such requirement.');
  const { dialect } = specification;
  if (dialect === 'openspec') return asScenario(requirement, parts, lines);
  const last = requirement.criteria.at(-1);
  if (last !== undefined) return behind(last, parts, specification, lines);
  const { line } = requirement.position;
  const item = itemStart(lines[line - 1] ?? '');
  if (item !== undefined) {
    const at = endOfItem(lines, line, item.indent);
    const inner = lines.slice(line, at.line).flatMap((each) => itemStart(each) ?? [])[0];
    const pad = ' '.repeat(inner?.indent ?? item.text.length);
    return ok({ at, insert: [...asWritten(`\n${pad}- `), ...criterionText(parts, 'plain')] });
  }
  const at = endOfOwn(requirement, lines);
  return ok({ at, insert: [...asWritten(announcement(requirement, dialect, lines)), ...firstOf(parts, dialect)] });
}

/** A scenario has a heading with a name of its own; what is given says best which one it is. */
function asScenario(requirement: Requirement, parts: CriterionParts, lines: readonly string[]): CriterionPlace {
  const { end, position, criteria, id } = requirement;
  if (end === undefined) return fail(`It is not known where "${id}" ends: write the scenario in the file.`);
  const hashes = /^\s*(#+)/.exec(lines[position.line - 1] ?? '')?.[1] ?? '###';
  const plain = (parts.state ?? parts.action).text.replace(/[`*_#]/g, '').trim();
  const taken = new Set(criteria.map((each) => each.id));
  let name = plain;
  for (let number = 2; taken.has(`${id}: ${name}`); number += 1) name = `${plain} (${number})`;
  const insert = scenarioText({ text: name, isBlank: false }, parts, `${hashes}#`);
  return ok({ at: end, insert: [...asWritten('\n\n'), ...insert] });
}

/** An item behind the last one: the next number, the next id, and words in the same way. */
function behind(
  last: Criterion,
  parts: CriterionParts,
  specification: Specification,
  lines: readonly string[],
): CriterionPlace {
  const { line } = last.position;
  const written = lines[line - 1] ?? '';
  const start = itemStart(written);
  if (start === undefined) return fail(`"${last.id}" is no item of a list: write the criterion in the file.`);
  const head = headOf(last, written, start.text.length);
  const hasId = wholeIdAt(last.id, head, 0) !== undefined;
  const id = hasId ? nextId(last.id, specification) : undefined;
  const isApart = line > 2 && (lines[line - 2] ?? '').trim() === '' && isItemBefore(lines, line);
  const insert = [
    ...asWritten(`${isApart ? '\n' : ''}\n${nextItemStart(start)}${id === undefined ? '' : head.replace(last.id, id)}`),
    ...criterionText(parts, styleOf(last.text, specification.dialect)),
  ];
  return ok({ at: endOfItem(lines, line, start.indent), insert });
}

/** What stands in an item's line before its words: its id, and what sets that off, also where the words begin in the next line. */
function headOf({ text }: Criterion, written: string, from: number): string {
  const [first = ''] = text.split('\n', 1);
  const at = first === '' ? -1 : written.indexOf(first, from);
  return at === -1 ? `${written.slice(from).trimEnd()} ` : written.slice(from, at);
}

/** Whether the text above the blank line is an item, too: then items stand apart. */
function isItemBefore(lines: readonly string[], line: number): boolean {
  const above = lines.slice(0, line - 1).findLast((each) => each.trim() !== '') ?? '';
  return itemStart(above) !== undefined;
}

function styleOf(text: string, dialect: Dialect): CriterionStyle {
  if (/\*\*(?:given|when|then)\*\*/i.test(text)) return 'bold';
  return dialect === 'kiro' ? 'ears' : 'plain';
}

/** Behind the requirement's own lines: deeper sections may be other requirements. */
function endOfOwn({ position, end }: Requirement, lines: readonly string[]): Position {
  const to = end?.line ?? lines.length;
  const own = lines.slice(position.line, to);
  const deeper = own.findIndex((each) => /^ {0,3}#{1,6}\s/.test(each) && !ANNOUNCING.test(each));
  let last = deeper === -1 ? to : position.line + deeper;
  while (last > position.line && (lines[last - 1] ?? '').trim() === '') last -= 1;
  return { line: last, column: (lines[last - 1] ?? '').length + 1 };
}

const ANNOUNCING = /\bacceptance\s+(?:criteria|scenarios?)\b/i;

/** What stands before the first criterion; nothing more than a blank line where the last line says it already. */
function announcement(requirement: Requirement, dialect: Dialect, lines: readonly string[]): string {
  const last = lines[endOfOwn(requirement, lines).line - 1] ?? '';
  if (ANNOUNCING.test(last) && itemStart(last) === undefined) return '\n\n';
  if (dialect === 'kiro') return '\n\n#### Acceptance Criteria\n\n';
  return dialect === 'spec-kit' ? '\n\n**Acceptance Scenarios**:\n\n' : '\n\nAcceptance criteria:\n\n';
}

function firstOf(parts: CriterionParts, dialect: Dialect): readonly InsertedText[] {
  if (dialect === 'kiro') return [...asWritten('1. '), ...criterionText(parts, 'ears')];
  if (dialect === 'spec-kit') return [...asWritten('1. '), ...criterionText(parts, 'bold')];
  return [...asWritten('- '), ...criterionText(parts, 'plain')];
}
