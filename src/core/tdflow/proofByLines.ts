import type { LineProof } from '../proof/coverage/joinLines';
import { joinLines } from '../proof/coverage/joinLines';
import type { MeasuredLines } from '../proof/coverage/keepLines';

type Tests = readonly { readonly id: string }[];

/** A requirement with the tests that name it, and those that name each of its criteria. */
export interface RequirementTests {
  readonly requirement: { readonly id: string };
  readonly tests: Tests;
  readonly criteria: readonly { readonly id: string; readonly tests: Tests }[];
}

/** Requirements joined with the lines that the tests of one run ran. */
export function proofByLines(states: readonly RequirementTests[], { files, measured }: MeasuredLines): LineProof {
  const { tests, together = [], unknown } = measured;
  // The others are of other components, or never ran.
  const ran = new Set([...[...tests, ...unknown].map(({ id }) => id), ...together.flatMap(({ ids }) => ids)]);
  const idsOf = (of: Tests) => of.map(({ id }) => id).filter((id) => ran.has(id));
  const named = states.map(({ requirement, tests: own, criteria }) => ({
    id: requirement.id,
    tests: idsOf(own),
    criteria: criteria.map((each) => ({ id: each.id, tests: idsOf(each.tests) })),
  }));
  return joinLines(named, measured, files);
}
