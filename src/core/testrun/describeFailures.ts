import type { TestReport } from './report';

/** More of one failure's trace tells a model nothing new. */
const LONGEST_DETAILS = 4_000;

/** What a run says of each test that did not pass, as text for a prompt or a person. '' when all passed. */
export function describeFailures(report: TestReport): string {
  const failures = report.tests.filter((test) => test.outcome !== 'passed');
  const parts = failures.map((test) => {
    const cause =
      test.failure === undefined
        ? ''
        : `\n${test.failure.details || `${test.failure.exception}: ${test.failure.message}`}`;
    const place = test.line === undefined ? test.file : `${test.file}:${test.line}`;
    return `${test.outcome.toUpperCase()} ${test.id} (${place})${cause.slice(0, LONGEST_DETAILS)}`;
  });
  if (report.end.kind !== 'completed')
    parts.push(`The run ended as "${report.end.kind}". It printed:\n${report.output.slice(-LONGEST_DETAILS)}`);
  return parts.join('\n\n');
}
