import type { InterfaceChange } from '../codebase/compareInterfaces';
import { compareMeasures } from '../codebase/compareMeasures';
import type { CodeMeasures } from '../codebase/measureCode';
import type { Coverage, TestReport } from '../testrun/report';
import { compareCoverage } from './compareCoverage';
import type { OtherTests } from './judgeOtherTests';
import { judgeOtherTests } from './judgeOtherTests';
import type { TestsSinceRed } from './judgePassing';
import { judgePassing } from './judgePassing';
import { runProblem, verdictFrom } from './runVerdict';
import type { Check, Verdict } from './verdict';

/** The code that a change touches, as it was and as it is. */
export interface CodeChange {
  /** Undefined when nobody here can tell the public names of one of its files. */
  readonly interface: readonly InterfaceChange[] | undefined;
  /** Undefined when nobody here can measure one of its files. */
  readonly before: CodeMeasures | undefined;
  readonly after: CodeMeasures | undefined;
  /** Files of the change that are code. */
  readonly files: readonly string[];
}

export interface RefactorEvidence {
  /** Undefined when `phases.refactor.require_tests_pass` is off, or nothing was run before. */
  readonly before: TestReport | undefined;
  /** The component's tests, run twice: a test that ended differently is `flaky` there. */
  readonly report: TestReport;
  readonly sinceRed: TestsSinceRed;
  readonly others: OtherTests;
  readonly coverageBefore: Coverage | undefined;
  /** Undefined when nothing was changed, or nobody knows any more what. */
  readonly code: CodeChange | undefined;
  /** What could not be looked at; each one sentence. */
  readonly notes: readonly string[];
}

/**
 * REFACTOR: the same tests give the same results, what others can use is the same, coverage does not fall, and at least one thing
 * that can be measured is better.
 */
export function judgeRefactor(evidence: RefactorEvidence): Verdict {
  const { before, report, sinceRed, others, coverageBefore, code, notes } = evidence;
  const broken = runProblem('refactor', report);
  if (broken !== undefined) return { ...broken, notes };
  const own = judgePassing(report, before, sinceRed);
  const beside = judgeOtherTests(others);
  const checks = [
    ...own.checks,
    beside.check,
    ...(code === undefined
      ? []
      : [interfaceCheck(code), compareCoverage(coverageBefore, report.coverage), improvementCheck(code)]),
  ];
  const failed = checks.find((check) => check.result === 'failed');
  const gain = checks.find(({ name, result }) => name === 'improvement' && result === 'passed');
  return verdictFrom('refactor', report, {
    reached: failed === undefined,
    summary: own.reached && failed !== undefined ? failed.detail : own.summary,
    tests: [...own.tests, ...beside.regressed],
    checks,
    notes: [...(gain === undefined ? [] : [gain.detail]), ...notes, ...beside.notes],
  });
}

function interfaceCheck({ interface: changes, files }: CodeChange): Check {
  const name = 'public interface';
  if (changes === undefined) {
    return { name, result: 'not-available', detail: `What others can use of ${files.join(', ')} is not compared.` };
  }
  const details = (kinds: readonly InterfaceChange['kind'][]) =>
    changes.filter(({ kind }) => kinds.includes(kind)).map(({ detail }) => detail);
  const broken = details(['removed', 'changed']);
  if (broken.length > 0) {
    return { name, result: 'failed', detail: `The public interface is not the same: ${broken.join(' ')}` };
  }
  return {
    name,
    result: 'passed',
    detail: ['The public interface is the same.', ...details(['added', 'unclear'])].join(' '),
  };
}

function improvementCheck({ before, after, files }: CodeChange): Check {
  const name = 'improvement';
  if (before === undefined || after === undefined) {
    return { name, result: 'not-available', detail: `Whether ${files.join(', ')} got better is not measured.` };
  }
  const { better, worse } = compareMeasures(before, after);
  const told = worse.length === 0 ? '' : `; worse: ${worse.join(', ')}`;
  return better.length === 0
    ? { name, result: 'failed', detail: `No improvement measured${told}.` }
    : { name, result: 'passed', detail: `Better: ${better.join(', ')}${told}.` };
}
