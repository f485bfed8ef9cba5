import type { Hash, RequirementMark } from '../spec/requirementMarks';
import { markRequirement, markRest } from '../spec/requirementMarks';
import { requirementsOf } from '../spec/requirementsOf';
import type { Component, Specification } from '../spec/specification';

/** Marks of what the specification demands of a component, so that what changed since has a name. */
export interface Demands {
  /** Of the component's part beside its requirements. */
  readonly rest: string;
  readonly requirements: readonly RequirementMark[];
}

/** A person looked at a change of the specification, and the tests are still right. */
export interface AcceptedDrift {
  /** Id of a requirement; '' for what the specification says beside them. */
  readonly what: string;
  /** As it was when the person looked; '' for a requirement that is gone. */
  readonly mark: string;
  /** ISO 8601. */
  readonly at: string;
}

/** Something that the specification says otherwise than when a verdict was given. */
export interface Drift {
  /** Id of a requirement; '' for what the specification says beside them. */
  readonly what: string;
  readonly how: 'changed' | 'new' | 'gone';
  /** As it is now. */
  readonly mark: string;
  /** When a person looked at it; undefined: nobody did. */
  readonly acceptedAt: string | undefined;
}

/** Marks what is demanded of a component: each of its requirements, and the rest of its text. */
export function markDemands(
  specification: Pick<Specification, 'requirements'>,
  component: Component,
  { hash }: { readonly hash: Hash },
): Demands {
  const own = requirementsOf(specification, component);
  return {
    rest: markRest(component.excerpt, own, hash),
    requirements: own.map((requirement) => markRequirement(requirement, hash)),
  };
}

/** What changed, came or went between two readings of a component's specification, its requirements first. */
export function driftBetween(before: Demands, now: Demands, accepted: readonly AcceptedDrift[] = []): readonly Drift[] {
  const rest = before.rest === now.rest ? [] : [driftOf({ what: '', mark: now.rest }, 'changed', accepted)];
  return [...requirementDrift(before.requirements, now.requirements, accepted), ...rest];
}

/** Of requirements of one id the first counts. */
export function requirementDrift(
  before: readonly RequirementMark[],
  now: readonly RequirementMark[],
  accepted: readonly AcceptedDrift[] = [],
): readonly Drift[] {
  const [marksBefore, marksNow] = [marksById(before), marksById(now)];
  return [
    ...[...marksNow].flatMap(([what, mark]) => {
      const known = marksBefore.get(what);
      return known === mark ? [] : [driftOf({ what, mark }, known === undefined ? 'new' : 'changed', accepted)];
    }),
    ...[...marksBefore.keys()].flatMap((what) =>
      marksNow.has(what) ? [] : [driftOf({ what, mark: '' }, 'gone', accepted)],
    ),
  ];
}

function driftOf(
  { what, mark }: Pick<Drift, 'what' | 'mark'>,
  how: Drift['how'],
  accepted: readonly AcceptedDrift[],
): Drift {
  return { what, how, mark, acceptedAt: accepted.find((each) => each.what === what && each.mark === mark)?.at };
}

const MOST_NAMED = 5;

/** "FR-002, FR-003 and 2 more", "the text beside its requirements". */
export function driftWords(drifts: readonly { readonly what: string }[]): string {
  const ids = drifts.flatMap(({ what }) => (what === '' ? [] : [what]));
  if (ids.length === 0) return 'the text beside its requirements';
  const more = ids.length > MOST_NAMED ? ` and ${ids.length - MOST_NAMED} more` : '';
  return `${ids.slice(0, MOST_NAMED).join(', ')}${more}`;
}

/** A requirement's mark in one line, as a session file keeps it. */
export function markLine({ id, own, criteria }: RequirementMark): string {
  return `${id}: ${[own, ...criteria].join(' ')}`;
}

export function parseMarkLine(line: string): RequirementMark | undefined {
  const at = line.lastIndexOf(': ');
  const [own, ...criteria] = line.slice(at + 2).split(' ');
  return at < 1 || own === undefined ? undefined : { id: line.slice(0, at), own, criteria };
}

function marksById(marks: readonly RequirementMark[]): ReadonlyMap<string, string> {
  return new Map(marks.toReversed().map(({ id, own, criteria }) => [id, [own, ...criteria].join(' ')]));
}
