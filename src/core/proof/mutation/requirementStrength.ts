import { runsOf } from '../runsOf';
import type { TestLines } from '../testLines';
import { reaches } from './coveringTests';
import type { Mutant } from './mutant';
import type { JudgedMutant, RequirementStrength } from './strength';
import { tallyOf } from './strength';

/** The tests that name a requirement. */
export interface NamingTests {
  readonly id: string;
  /** Ids of tests. */
  readonly tests: readonly string[];
}

/** How the faults came out in the lines that each requirement's tests run; a requirement whose tests run none is left out. */
export function requirementStrength(
  requirements: readonly NamingTests[],
  mutants: readonly JudgedMutant[],
  byTest: TestLines | undefined,
): readonly RequirementStrength[] {
  return requirements.flatMap((requirement) => {
    const own = mutants.filter((mutant) => requirementsAt(mutant, [requirement], byTest).length > 0);
    return own.length === 0 ? [] : [{ id: requirement.id, tally: tallyOf(own) }];
  });
}

/** Those that survived with the requirements whose tests run their lines: one of these says too little. */
export function withRequirements(
  mutants: readonly JudgedMutant[],
  requirements: readonly NamingTests[],
  byTest: TestLines | undefined,
): readonly JudgedMutant[] {
  return mutants.map((mutant) => {
    const own = mutant.outcome.kind === 'survived' ? requirementsAt(mutant, requirements, byTest) : [];
    return own.length === 0 ? mutant : { ...mutant, requirements: own };
  });
}

function requirementsAt(
  mutant: Mutant,
  requirements: readonly NamingTests[],
  byTest: TestLines | undefined,
): readonly string[] {
  if (byTest === undefined) return [];
  const own = requirements.filter(({ tests }) => runsOf(byTest, tests).some(({ files }) => reaches(files, mutant)));
  return own.map(({ id }) => id);
}
