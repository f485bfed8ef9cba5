import { inParallel } from '../../lib/inParallel';
import type { CoveringTests } from './coveringTests';
import type { Mutant } from './mutant';
import type { JudgedMutant, MutantOutcome } from './strength';

export interface MutantRun {
  /** How many may be run at the same time. */
  readonly width: number;
  testsOf(mutant: Mutant): CoveringTests;
  /** Runs these tests with the fault in; ends soon after the signal aborts, with any outcome. */
  run(mutant: Mutant, tests: readonly string[] | 'all', signal: AbortSignal): Promise<MutantOutcome>;
  /** Told of each that is judged, as it comes. */
  onJudged?(judged: JudgedMutant, count: { readonly done: number; readonly all: number }): void;
}

/**
 * Puts in one fault after the other, one of each line before the second of any, so that time that runs out leaves out no part of the
 * code. What is not done when `stop` aborts is `not-run`. Gives them in the order in which they came.
 */
export async function runMutants(
  mutants: readonly Mutant[],
  { width, testsOf, run, onJudged }: MutantRun,
  stop: AbortSignal,
): Promise<readonly JudgedMutant[]> {
  let done = 0;
  const judged = await inParallel(lineByLine(mutants), width, async (mutant): Promise<JudgedMutant> => {
    const outcome = await judge(mutant, { testsOf, run }, stop);
    const result = { ...mutant, outcome };
    done += 1;
    onJudged?.(result, { done, all: mutants.length });
    return result;
  });
  const byId = new Map(judged.map((each) => [each.id, each]));
  return mutants.flatMap(({ id }) => byId.get(id) ?? []);
}

async function judge(
  mutant: Mutant,
  { testsOf, run }: Pick<MutantRun, 'testsOf' | 'run'>,
  stop: AbortSignal,
): Promise<MutantOutcome> {
  const tests = testsOf(mutant);
  if (tests === 'none') return { kind: 'not-covered' };
  if (stop.aborted) return { kind: 'not-run' };
  const outcome = await run(mutant, tests, stop);
  // Only a test that failed tells more than that the time was over.
  const isByTest = outcome.kind === 'killed' && outcome.by !== '';
  return stop.aborted && !isByTest ? { kind: 'not-run' } : outcome;
}

function lineByLine(mutants: readonly Mutant[]): readonly Mutant[] {
  const seen = new Map<string, number>();
  return mutants
    .map((mutant) => {
      const place = `${mutant.file}:${mutant.line}`;
      const round = (seen.get(place) ?? 0) + 1;
      seen.set(place, round);
      return { mutant, round };
    })
    .toSorted((a, b) => a.round - b.round)
    .map(({ mutant }) => mutant);
}
