import type { TestReport } from '../testrun/report';
import type { Verdict } from '../verdict/verdict';

/** Addresses and durations differ from run to run and mean nothing. */
const VARYING = /\b0x[0-9a-f]+|\b\d+(?:\.\d+)? ?(?:ms|s)\b/gi;

/** Equal for two verdicts that fail in the same way: the same tests, each for the same reason and with the same values. */
export function failureKey(verdict: Verdict, report: TestReport): string {
  const results = new Map(report.tests.map((test) => [test.id, test.failure]));
  const tests = verdict.tests
    .filter((test) => !test.asNeeded)
    .map(({ id, reason, explanation }) => {
      const failure = results.get(id);
      const said = failure === undefined ? [] : [failure.exception, failure.message, failure.expected, failure.actual];
      return [id, reason, explanation, ...said].join('\t').replace(VARYING, '#');
    });
  return [verdict.summary, ...tests.sort()].join('\n');
}
