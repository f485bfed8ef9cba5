import type { LineProof } from '../proof/coverage/joinLines';
import { joinLines } from '../proof/coverage/joinLines';
import type { MeasuredLines } from '../proof/coverage/keepLines';
import type { RequirementState } from './requirementStates';

/** Requirements joined with the lines that the tests of one run ran. */
export function proofByLines(states: readonly RequirementState[], { files, measured }: MeasuredLines): LineProof {
  const { tests, unknown } = measured;
  // The others are of other components, or never ran.
  const ran = new Set([...tests, ...unknown].map(({ id }) => id));
  const idsOf = (of: RequirementState['tests']) => of.map(({ id }) => id).filter((id) => ran.has(id));
  const named = states.map(({ requirement, tests: own, criteria }) => ({
    id: requirement.id,
    tests: idsOf(own),
    criteria: criteria.map((each) => ({ id: each.id, tests: idsOf(each.tests) })),
  }));
  return joinLines(named, measured, files);
}
