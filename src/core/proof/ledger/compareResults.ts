import type { TestResult } from '../../testrun/report';
import { RIGHT_REASONS } from '../../verdict/judgement';
import type { JudgedTest } from '../../verdict/verdict';
import type { PassingEntry, RedEntry } from './proofEntry';

/** A recorded test that did something else when it was run again. */
export interface ResultDifference {
  readonly test: string;
  readonly file: string | undefined;
  readonly line: number | undefined;
  /** One sentence. */
  readonly detail: string;
}

/**
 * What differs from the record now that the tests ran without the code; a test that the record leaves out differs, too. One in a file
 * whose change a person accepted may fail for another right reason, and may be gone or new.
 */
export function compareRed(
  entry: RedEntry,
  tests: readonly JudgedTest[],
  isAccepted: (file: string) => boolean,
): readonly ResultDifference[] {
  const found = new Map(tests.map((test) => [test.id, test]));
  const unknown = tests
    .filter(({ id, file, apart }) => apart !== true && !Object.hasOwn(entry.results, id) && !isAccepted(file))
    .map(({ id, file, line, outcome, explanation, reason }) => {
      const what = outcome === 'passed' ? 'passes without the code' : `${explanation} (${reason})`;
      return { test: id, file, line, detail: `${id} ${what}, and the record for RED leaves it out.` };
    });
  const different = Object.entries(entry.results).flatMap(([id, reason]): ResultDifference[] => {
    const test = found.get(id);
    if (test === undefined) {
      const isGone = Object.keys(entry.tests).some((file) => isAccepted(file) && id.startsWith(file));
      return isGone ? [] : [{ test: id, file: undefined, line: undefined, detail: `${id} was not found.` }];
    }
    if (test.reason === reason || (isAccepted(test.file) && RIGHT_REASONS.has(test.reason))) return [];
    const detail =
      test.outcome === 'passed'
        ? `${id} passes without the code: it proves nothing. Recorded is that it fails (${reason}).`
        : `${id} ${test.explanation} (${test.reason}). Recorded is another reason (${reason}).`;
    return [{ test: id, file: test.file, line: test.line, detail }];
  });
  return [...different, ...unknown];
}

/** What differs from the record now that the tests ran with the code: each has to be there and to pass, and no other may fail. */
export function comparePassing(entry: PassingEntry, tests: readonly TestResult[]): readonly ResultDifference[] {
  const present = new Set(tests.map(({ id }) => id));
  const gone = Object.keys(entry.results)
    .filter((id) => !present.has(id))
    .map((id) => ({ test: id, file: undefined, line: undefined, detail: `${id} was not found.` }));
  const failing = tests
    .filter(({ outcome }) => outcome !== 'passed')
    .map(({ id, file, line, outcome, failure }) => {
      const why = failure === undefined ? '' : `: ${firstLine(failure.message)}`;
      return { test: id, file, line, detail: `${id} does not pass with the code (${outcome})${why}` };
    });
  return [...failing, ...gone];
}

function firstLine(text: string): string {
  return (text.trim().split('\n')[0] ?? '').slice(0, 200);
}
