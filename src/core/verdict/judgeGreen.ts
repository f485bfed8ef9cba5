import type { TestReport } from '../testrun/report';
import type { OtherTests } from './judgeOtherTests';
import { judgeOtherTests } from './judgeOtherTests';
import type { TestsSinceRed } from './judgePassing';
import { judgePassing } from './judgePassing';
import { runProblem, verdictFrom } from './runVerdict';
import type { Check, Verdict } from './verdict';

export interface GreenEvidence {
  /** The component's tests, run twice: a test that ended differently is `flaky` there. */
  readonly report: TestReport;
  readonly sinceRed: TestsSinceRed;
  readonly others: OtherTests;
  /** Of the files that changed; undefined when the project has no contracts. */
  readonly conformance?: Check | undefined;
  /** What could not be looked at; each one sentence. */
  readonly notes: readonly string[];
}

/**
 * GREEN: every test of the component passes each time, as RED accepted it, nothing fails now that passed before, and no contract of the
 * project is newly broken.
 */
export function judgeGreen({ report, sinceRed, others, conformance, notes }: GreenEvidence): Verdict {
  const broken = runProblem('green', report);
  if (broken !== undefined) return { ...broken, notes };
  const own = judgePassing(report, undefined, sinceRed);
  const beside = judgeOtherTests(others);
  const checks = [beside.check, ...(conformance === undefined ? [] : [conformance])];
  const failed = checks.find(({ result }) => result === 'failed');
  return verdictFrom('green', report, {
    reached: own.reached && failed === undefined,
    summary: own.reached && failed !== undefined ? failed.detail : `${own.summary}${saidOf(conformance)}`,
    tests: [...own.tests, ...beside.regressed],
    checks: [...own.checks, ...checks],
    notes: [...notes, ...beside.notes],
  });
}

/** Whoever reads that the tests pass is to know whether the contracts were looked at. */
function saidOf(conformance: Check | undefined): string {
  if (conformance?.result === 'passed') return ' No contract that was checked is newly broken.';
  return conformance?.result === 'not-available'
    ? ' Conformance is not checked: see the contracts of the project.'
    : '';
}
