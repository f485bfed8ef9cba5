import type { Strength, Tally } from './strength';
import { gradeOf, percentWords, tallyOf } from './strength';

/** "weak: 13 of 23 faults were noticed by a test (56 %)". */
export function scoreWords(tally: Tally): string {
  const all = tally.killed + tally.survived;
  if (all === 0) return 'unknown: no fault was judged';
  const grade = gradeOf(tally);
  const words = `${grade}: ${tally.killed} of ${all} ${all === 1 ? 'fault was' : 'faults were'} noticed by a test (${percentWords(tally)})`;
  return grade === 'unknown' ? `${words}, and too few were tried to tell` : words;
}

/** What a score does not say: a sentence each. */
export function besideWords({ mutants, limitSeconds }: Pick<Strength, 'mutants' | 'limitSeconds'>): readonly string[] {
  const { timedOut, notCovered, notRun, couldNotRun } = tallyOf(mutants);
  const none = (count: number) => (count === 1 ? '1 fault' : `${count} faults`);
  return [
    ...(timedOut === 0 ? [] : [`${none(timedOut)} made the tests take far too long, which counts as noticed.`]),
    ...(notCovered === 0
      ? []
      : [`${none(notCovered)} ${stand(notCovered)} in lines that no test runs, and ${count(notCovered)} not counted.`]),
    ...(notRun === 0
      ? []
      : [`${none(notRun)} ${count(notRun)} not tried and not counted: the ${limitSeconds} s were over.`]),
    ...(couldNotRun === 0
      ? []
      : [
          `${none(couldNotRun)} could not be run, most often because a compiler refused, and ${count(couldNotRun)} not counted.`,
        ]),
  ];
}

function stand(number: number): string {
  return number === 1 ? 'stands' : 'stand';
}

function count(number: number): string {
  return number === 1 ? 'is' : 'are';
}
