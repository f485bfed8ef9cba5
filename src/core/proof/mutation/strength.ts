import type { Mutant } from './mutant';

/** What became of the tests when a fault was put in. */
export type MutantOutcome =
  /** `by`: the test that failed; '' when the run as a whole broke down. */
  | { readonly kind: 'killed'; readonly by: string }
  | { readonly kind: 'survived' }
  /** The tests took far longer than without it, so somebody would notice: it counts as killed. */
  | { readonly kind: 'timed-out'; readonly limitMs: number }
  /** No test runs its line. */
  | { readonly kind: 'not-covered' }
  /** The time for all of them was over. */
  | { readonly kind: 'not-run' }
  | { readonly kind: 'could-not-run'; readonly why: string };

export interface JudgedMutant extends Mutant {
  readonly outcome: MutantOutcome;
  /** Ids of the requirements whose tests run its line; set for those that survived, as far as that is known. */
  readonly requirements?: readonly string[];
}

/** How the faults in some lines came out; only the first two are what a score is made of. */
export interface Tally {
  /** With those that timed out. */
  readonly killed: number;
  readonly survived: number;
  readonly timedOut: number;
  readonly notCovered: number;
  readonly notRun: number;
  readonly couldNotRun: number;
}

export interface RequirementStrength {
  readonly id: string;
  /** Of the faults in lines that the tests which name it run. */
  readonly tally: Tally;
}

/** How much of a component's behaviour its tests hold: which faults in its code they notice. */
export interface Strength {
  readonly component: string;
  /** ISO 8601. */
  readonly at: string;
  readonly runner: string;
  /** Code and tests as they were. */
  readonly files: readonly { readonly path: string; readonly hash: string }[];
  readonly limitSeconds: number;
  readonly seconds: number;
  /** In the order of the files and of their texts. */
  readonly mutants: readonly JudgedMutant[];
  /** Of those requirements that tests name, as far as it is known which lines these run. */
  readonly requirements: readonly RequirementStrength[];
}

/** From this share on tests are called strong. */
const STRONG = 0.8;

export function tallyOf(mutants: readonly Pick<JudgedMutant, 'outcome'>[]): Tally {
  const count = (kind: MutantOutcome['kind']) => mutants.filter(({ outcome }) => outcome.kind === kind).length;
  const timedOut = count('timed-out');
  return {
    killed: count('killed') + timedOut,
    survived: count('survived'),
    timedOut,
    notCovered: count('not-covered'),
    notRun: count('not-run'),
    couldNotRun: count('could-not-run'),
  };
}

/** Killed of those that were judged, from 0 to 1; undefined when none was. */
export function scoreOf({ killed, survived }: Tally): number | undefined {
  return killed + survived === 0 ? undefined : killed / (killed + survived);
}

/** `unknown`: no fault was judged, or so few that those which were not tried could still turn it. */
export function gradeOf({ killed, survived, notRun }: Tally): 'strong' | 'weak' | 'unknown' {
  const all = killed + survived + notRun;
  if (killed + survived === 0) return 'unknown';
  if (killed >= STRONG * all) return 'strong';
  return killed + notRun < STRONG * all ? 'weak' : 'unknown';
}

/** Whole percent, rounded down: 100 says that nothing survived. */
export function percentWords(tally: Tally): string {
  const score = scoreOf(tally);
  return score === undefined ? 'nothing was judged' : `${Math.floor(score * 100)} %`;
}
