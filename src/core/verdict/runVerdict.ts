import type { Phase } from '../phase';
import { fullName } from '../testrun/fullName';
import type { TestReport } from '../testrun/report';
import type { JudgedTest, Verdict } from './verdict';

/** A verdict that names the run it comes from. */
export function verdictFrom(
  phase: Phase,
  report: TestReport,
  found: Pick<Verdict, 'reached' | 'summary' | 'tests'> & Partial<Pick<Verdict, 'notes' | 'checks' | 'blocks'>>,
): Verdict {
  return { phase, checks: [], claims: [], notes: [], ...found, command: report.command, ranAt: report.startedAt };
}

/** The verdict of a run that says nothing about the code; undefined when the run completed. */
export function runProblem(phase: Phase, report: TestReport): Verdict | undefined {
  const said = whatHappened(report);
  if (said === undefined) return undefined;
  const tests = report.tests.map(
    (test): JudgedTest => ({
      id: test.id,
      name: fullName(test),
      file: test.file,
      line: test.line,
      outcome: test.outcome,
      reason: test.outcome === 'crashed' ? 'crashed' : test.outcome === 'timed-out' ? 'timed-out' : 'not-run',
      asNeeded: false,
      explanation: 'the run did not complete, so this result does not count',
    }),
  );
  return verdictFrom(phase, report, { reached: false, summary: said, tests });
}

/** Why a run says nothing, or not all, about the code; one sentence. */
export function whatHappened(report: TestReport): string | undefined {
  const end = report.end;
  switch (end.kind) {
    case 'completed':
      return report.tests.length === 0 ? 'No test ran.' : undefined;
    case 'none-ran':
      return `No test ran: ${end.detail}`;
    case 'died':
      return `The test run died: ${end.detail}`;
    case 'timed-out':
      return `The test run was ended after ${Math.round(end.limitMs / 1000)} s, its time limit.`;
    case 'cancelled':
      return 'The test run was cancelled.';
    case 'not-started':
      return `The tests could not be started with ${report.runner}.`;
  }
}
