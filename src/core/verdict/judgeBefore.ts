import type { Phase } from '../phase';
import type { TestReport } from '../testrun/report';
import { judgePassing } from './judgePassing';
import { runProblem, verdictFrom } from './runVerdict';
import type { Verdict } from './verdict';

/** The verdict on tests that had to pass before a phase could begin, and did not. */
export function judgeBefore(phase: Phase, report: TestReport): Verdict | undefined {
  const verdict = runProblem(phase, report) ?? verdictFrom(phase, report, judgePassing(report, undefined, undefined));
  return verdict.reached ? undefined : { ...verdict, summary: `Before the change: ${verdict.summary}` };
}
