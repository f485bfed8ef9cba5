import type { Position } from '../../lib/lines';
import type { Findings } from '../findings';
import type { Requirement } from '../requirement';
import type { MarkdownSection } from './markdownSections';
import { allSections } from './markdownSections';

const RENAMED = /^RENAMED Requirements$/i;
/** With or without a bullet, emphasis and the marks of a heading. */
const SIDE = /^(\s*(?:[-+*]\s+)?)([*_]{0,2}(FROM|TO):[*_]{0,2}\s*`?\s*(?:#{1,6}\s*)?(?:Requirement:\s*)?)([^`]*)/i;

/** One side of a renaming: the name that a requirement had, or gets. */
interface Side {
  readonly kind: 'from' | 'to';
  readonly name: string;
  readonly position: Position;
  /** Where the name begins. */
  readonly namePosition: Position;
  /** Behind the line. */
  readonly end: Position;
}

/** What an OpenSpec change names otherwise. */
export interface Renaming {
  readonly from: Side;
  readonly to: Side;
}

/** The renamings under RENAMED: lines `FROM: NAME` and `TO: NAME` in turn. A line without its counterpart is told. */
export function readRenamings(document: MarkdownSection, findings: Findings): readonly Renaming[] {
  const sections = allSections(document).filter(({ title }) => RENAMED.test(title));
  return sections.flatMap((section) => {
    const renamings: Renaming[] = [];
    let from: Side | undefined;
    for (const side of sidesIn(section)) {
      if (from !== undefined && side.kind === 'to') renamings.push({ from, to: side });
      else warnOfHalf(side.kind === 'to' ? side : from, findings);
      from = side.kind === 'from' ? side : undefined;
    }
    warnOfHalf(from, findings);
    return renamings;
  });
}

function warnOfHalf(side: Side | undefined, findings: Findings): void {
  if (side === undefined) return;
  const { kind, name, position } = side;
  findings.warn(
    position,
    kind === 'from'
      ? `"${name}" is renamed to nothing: add a line "- TO: \`### Requirement: NAME\`" below`
      : `nothing is renamed to "${name}": add a line "- FROM: \`### Requirement: NAME\`" above`,
  );
}

function sidesIn({ blocks }: MarkdownSection): readonly Side[] {
  return blocks.flatMap(({ kind, source, position }) => {
    if (kind === 'other') return [];
    return source.split('\n').flatMap((text, index): readonly Side[] => {
      const found = SIDE.exec(text);
      const [, before = '', label = '', word = '', rest = ''] = found ?? [];
      const name = rest.trim();
      if (name === '') return [];
      const line = position.line + index;
      // What stands before the first line of a block is no part of its source.
      const indent = index === 0 ? position.column : 1;
      const at = (characters: number) => ({ line, column: indent + characters });
      return [
        {
          kind: word.toLowerCase() === 'to' ? 'to' : 'from',
          name,
          position: at(before.length),
          namePosition: at(before.length + label.length),
          end: at(text.length),
        },
      ];
    });
  });
}

/** The requirements of a change with what is renamed among them: one that is also changed is one and the same. */
export function withRenamings(
  requirements: readonly Requirement[],
  renamings: readonly Renaming[],
): readonly Requirement[] {
  const fromOf = new Map(renamings.map(({ from, to }) => [to.name, from.name]));
  const changed = requirements.map((each) => {
    const renamedFrom = each.change === 'modified' ? fromOf.get(each.id) : undefined;
    return renamedFrom === undefined ? each : { ...each, renamedFrom };
  });
  // What is told of twice is one requirement all the same.
  const alone = new Map(renamings.toReversed().map((each) => [each.to.name, each]));
  for (const { id } of requirements) alone.delete(id);
  return [...changed, ...[...alone.values()].toReversed().map(asRequirement)];
}

function asRequirement({ from, to }: Renaming): Requirement {
  return {
    ...{ id: to.name, title: to.name, text: '', criteria: [], dependencies: [], component: undefined },
    ...{ change: 'renamed', renamedFrom: from.name },
    ...{ position: to.position, idPosition: to.namePosition, end: to.end },
  };
}

/** What an OpenSpec change is about: the specification that holds. */
export interface ChangedSpecification {
  readonly path: string;
  /** Names of its requirements. */
  readonly names: ReadonlySet<string>;
}

/** Warns of renamings that contradict each other, the rest of the change, or the specification that it changes, where that is known. */
export function checkRenamings(
  renamings: readonly Renaming[],
  requirements: readonly Requirement[],
  changed: ChangedSpecification | undefined,
  findings: Findings,
): void {
  const named = (change: Requirement['change']) =>
    new Map(requirements.flatMap((each) => (each.change === change ? [[each.id, each] as const] : [])));
  const [added, modified, removed] = [named('added'), named('modified'), named('removed')];
  const [oldOnes, newOnes] = [
    new Set(renamings.map(({ from }) => from.name)),
    new Set(renamings.map(({ to }) => to.name)),
  ];
  const [froms, tos] = [new Map<string, Side>(), new Map<string, Side>()];
  for (const { from, to } of renamings) {
    const firstFrom = froms.get(from.name);
    const firstTo = tos.get(to.name);
    if (firstFrom === undefined) froms.set(from.name, from);
    else findings.warn(from.position, `"${from.name}" is renamed twice; first in line ${firstFrom.position.line}`);
    if (firstTo === undefined) tos.set(to.name, to);
    else findings.warn(to.position, `two are renamed to "${to.name}"; first in line ${firstTo.position.line}`);
    if (added.has(to.name))
      findings.warn(to.position, `"${to.name}" is added, too: only one of both can have the name`);
    if (removed.has(from.name)) findings.warn(from.position, `"${from.name}" is removed, too: leave one of both`);
    const old = modified.get(from.name);
    // Another one may have got the old name.
    if (old !== undefined && !newOnes.has(from.name)) {
      findings.warn(old.position, `"${from.name}" is renamed: modify it under its new name, "${to.name}"`);
    }
    if (changed === undefined) continue;
    if (!changed.names.has(from.name)) {
      findings.warn(from.position, `"${from.name}" does not stand in ${changed.path}, so it cannot be renamed`);
    }
    const isFree = !changed.names.has(to.name) || oldOnes.has(to.name) || removed.has(to.name);
    if (!isFree) findings.warn(to.position, `"${to.name}" stands in ${changed.path} already`);
  }
}
