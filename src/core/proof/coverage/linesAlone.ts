import type { Coverage, RunEnd, TestOutcome, TestReport, TestResult } from '../../testrun/report';
import type { LinesRun } from '../testLines';

type Expected = Pick<TestResult, 'id' | 'outcome'>;

/** The lines that a test ran in a run of it alone, each file's in their order; or why that run tells nothing of it, for people. */
export function linesAlone(
  { end, tests, beside = [], coverage }: TestReport,
  test: Expected,
): readonly LinesRun[] | string {
  if (end.kind !== 'completed') return `its run alone ${endWords(end)}`;
  const outcome = tests.find(({ id }) => id === test.id)?.outcome;
  if (outcome === undefined) return 'it was not found in a run of it alone';
  if (outcome !== test.outcome) return `it is ${wordsOf(outcome)} alone and ${wordsOf(test.outcome)} with the others`;
  if (beside.length > 0) return `${beside[0]} runs whenever it runs`;
  if (coverage?.kind !== 'measured') return coverage?.detail ?? 'the runner measured nothing';
  return linesRun(coverage);
}

/** The lines that some tests ran in a run of them alone; undefined when it tells nothing of them. */
export function linesTogether(
  { end, tests, beside = [], coverage }: TestReport,
  group: readonly Expected[],
): readonly LinesRun[] | undefined {
  if (end.kind !== 'completed' || beside.length > 0 || coverage?.kind !== 'measured') return undefined;
  const outcomes = new Map(tests.map(({ id, outcome }) => [id, outcome]));
  return group.every(({ id, outcome }) => outcomes.get(id) === outcome) ? linesRun(coverage) : undefined;
}

function linesRun({ files }: Extract<Coverage, { kind: 'measured' }>): readonly LinesRun[] {
  return files.flatMap(({ path, lines }) => {
    const ran = lines.filter(({ hits }) => hits > 0).map(({ line }) => line);
    return ran.length === 0 ? [] : [{ path, lines: ran }];
  });
}

function wordsOf(outcome: TestOutcome): string {
  return outcome.replace('-', ' ');
}

function endWords(end: Exclude<RunEnd, { kind: 'completed' }>): string {
  switch (end.kind) {
    case 'died':
    case 'none-ran':
      return `told nothing: ${end.detail}`;
    case 'timed-out':
      return 'did not end in time';
    case 'cancelled':
      return 'was cancelled';
    case 'not-started':
      return 'did not start';
  }
}
