import type { Position } from '../lib/lines';
import type { Findings } from './findings';
import type { Requirement } from './requirement';

/** Nobody reads more of them, or longer ones. */
const MOST_CYCLES = 20;
const LONGEST_WAY = 10;

/** Warns of ids that stand twice, of references that lead nowhere, and of requirements that wait for themselves. */
export function checkRequirements(requirements: readonly Requirement[], findings: Findings): void {
  warnOfDuplicates(
    requirements.flatMap((each) => [each, ...each.criteria]),
    findings,
  );
  const byId = new Map(requirements.map((each) => [each.id, each]));
  for (const { id, dependencies, position } of requirements) {
    for (const missing of dependencies.filter((each) => !byId.has(each))) {
      findings.warn(position, `"${id}" depends on "${missing}", which does not stand here`);
    }
  }
  for (const cycle of cyclesIn(byId).slice(0, MOST_CYCLES)) {
    const [first] = cycle;
    if (first === undefined) continue;
    const way =
      cycle.length > LONGEST_WAY
        ? [...cycle.slice(0, LONGEST_WAY).map(({ id }) => id), '…']
        : cycle.map(({ id }) => id);
    findings.warn(first.position, `requirements wait for each other: ${[...way, first.id].join(' → ')}`);
  }
}

/** Warns of a requirement of which nothing says when it is met. */
export function wantCriterion({ id, criteria, position, end }: Requirement, findings: Findings): void {
  if (criteria.length > 0) return;
  const whose = /^[\d.]+$/.test(id) ? `requirement ${id}` : `"${id}"`;
  const message = `${whose} has no criterion by which it is known to be met`;
  findings.warn(position, message, end === undefined ? undefined : { kind: 'add-criterion', id, at: end });
}

function warnOfDuplicates(parts: readonly Pick<Requirement, 'id' | 'position' | 'idPosition'>[], findings: Findings) {
  const seen = new Map<string, Position>();
  for (const { id, position, idPosition = position } of parts) {
    const first = seen.get(id);
    if (first === undefined) seen.set(id, position);
    // What an alias repeats is the same part.
    else if (first !== position) {
      const message = `the id "${id}" stands twice; first in line ${first.line}. Give one of them another`;
      findings.warn(position, message, { kind: 'new-id', id, at: idPosition });
    }
  }
}

/** Each cycle once, beginning with the requirement that is met first. No recursion: a chain may be as long as the file. */
function cyclesIn(byId: ReadonlyMap<string, Requirement>): readonly (readonly Requirement[])[] {
  const cycles: Requirement[][] = [];
  const done = new Set<Requirement>();
  for (const start of byId.values()) {
    const path: Requirement[] = [];
    const onPath = new Set<Requirement>();
    const open: (Requirement | 'back')[] = [start];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next === 'back') {
        const left = path.pop();
        if (left !== undefined) onPath.delete(left);
      } else if (onPath.has(next)) {
        cycles.push(path.slice(path.indexOf(next)));
      } else if (!done.has(next)) {
        done.add(next);
        path.push(next);
        onPath.add(next);
        open.push('back', ...next.dependencies.flatMap((id) => byId.get(id) ?? []));
      }
    }
  }
  return cycles;
}
