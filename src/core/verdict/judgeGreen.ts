import type { TestReport } from '../testrun/report';
import type { OtherTests } from './judgeOtherTests';
import { judgeOtherTests } from './judgeOtherTests';
import type { TestsSinceRed } from './judgePassing';
import { judgePassing } from './judgePassing';
import { runProblem, verdictFrom } from './runVerdict';
import type { Verdict } from './verdict';

export interface GreenEvidence {
  /** The component's tests, run twice: a test that ended differently is `flaky` there. */
  readonly report: TestReport;
  readonly sinceRed: TestsSinceRed;
  readonly others: OtherTests;
  /** What could not be looked at; each one sentence. */
  readonly notes: readonly string[];
}

/** GREEN: every test of the component passes each time, as RED accepted it, and nothing fails now that passed before. */
export function judgeGreen({ report, sinceRed, others, notes }: GreenEvidence): Verdict {
  const broken = runProblem('green', report);
  if (broken !== undefined) return { ...broken, notes };
  const own = judgePassing(report, undefined, sinceRed);
  const beside = judgeOtherTests(others);
  const failed = beside.check.result === 'failed' ? beside.check : undefined;
  return verdictFrom('green', report, {
    reached: own.reached && failed === undefined,
    summary: own.reached && failed !== undefined ? failed.detail : own.summary,
    tests: [...own.tests, ...beside.regressed],
    checks: [...own.checks, beside.check],
    notes: [...notes, ...beside.notes],
  });
}
