import type { Phase } from '../phase';
import { fullName } from '../testrun/fullName';
import type { TestReport, TestResult } from '../testrun/report';
import { runProblem, verdictFrom } from './runVerdict';
import type { Check, JudgedTest, TestReason, Verdict } from './verdict';

/** GREEN: every test of the component passes, and the test files are those that RED accepted. */
export function judgeGreen(report: TestReport, changedTestFiles: readonly string[]): Verdict {
  return judgePassing('green', report, { changedTestFiles, expected: [] });
}

/** REFACTOR: the tests that passed before pass after, all of them, and their files are unchanged. */
export function judgeRefactor(
  before: TestReport | undefined,
  after: TestReport,
  changedTestFiles: readonly string[],
): Verdict {
  const expected = before?.tests.filter((test) => test.outcome === 'passed').map((test) => test.id) ?? [];
  const verdict = judgePassing('refactor', after, { changedTestFiles, expected });
  return before === undefined
    ? {
        ...verdict,
        notes: [
          ...verdict.notes,
          'The tests were not run before the change: phases.refactor.require_tests_pass is off.',
        ],
      }
    : verdict;
}

/** The verdict on tests that had to pass before a phase could begin, and did not. */
export function judgeBefore(phase: Phase, report: TestReport): Verdict | undefined {
  const verdict = judgePassing(phase, report, { changedTestFiles: undefined, expected: [] });
  return verdict.reached ? undefined : { ...verdict, summary: `Before the change: ${verdict.summary}` };
}

/** VERIFY: syntax and tests, and an honest word on what is not looked at. */
export function judgeVerify(
  report: TestReport,
  others: readonly Check[],
  changedTestFiles: readonly string[] | undefined,
): Verdict {
  const passing = judgePassing('verify', report, { changedTestFiles, expected: [] });
  const tests: Check = { name: 'tests', result: passing.reached ? 'passed' : 'failed', detail: passing.summary };
  const order: readonly Check['name'][] = ['syntax', 'tests', 'conformance', 'coverage', 'requirement proof'];
  const checks = [...others, tests].sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  const namesOf = (result: Check['result']) =>
    checks.filter((check) => check.result === result).map(({ name }) => name);
  const [failed, passed] = [namesOf('failed'), namesOf('passed')];
  const silent = checks.filter((check) => check.result === 'not-configured' || check.result === 'not-available');
  const left = silent.length === 0 ? '' : ` Not checked: ${silent.map((check) => check.name).join(', ')}.`;
  const said = failed.length === 0 ? `Passed: ${passed.join(', ')}.` : `Failed: ${failed.join(', ')}.`;
  const summary = `${said}${left}`;
  return { ...passing, reached: failed.length === 0, summary, checks };
}

function judgePassing(
  phase: Phase,
  report: TestReport,
  wanted: {
    /** Undefined: nobody compared them. */
    readonly changedTestFiles: readonly string[] | undefined;
    readonly expected: readonly string[];
  },
): Verdict {
  const broken = runProblem(phase, report);
  if (broken !== undefined) return broken;
  const present = new Set(report.tests.map((test) => test.id));
  const tests = [...report.tests.map(judge), ...wanted.expected.filter((id) => !present.has(id)).map(disappeared)];
  const wrong = tests.filter((test) => !test.asNeeded);
  const ran = report.tests.filter((test) => test.outcome === 'passed').length;
  const changed = wanted.changedTestFiles ?? [];
  const unchanged =
    wanted.changedTestFiles === undefined ? '' : `, ${ran === 1 ? 'its file' : 'their files'} unchanged`;
  const summary =
    changed.length > 0
      ? `The tests were changed since RED: ${changed.join(', ')}.`
      : wrong.length > 0
        ? `${wrong.length} of ${tests.length} tests ${wrong.length === 1 ? 'does' : 'do'} not pass.`
        : `${ran} ${ran === 1 ? 'test passes' : 'tests pass'}${unchanged}.`;
  return verdictFrom(phase, report, { reached: wrong.length === 0 && changed.length === 0, summary, tests });
}

const REASON: Readonly<Record<TestResult['outcome'], TestReason>> = {
  passed: 'passes-as-wanted',
  failed: 'fails',
  'setup-error': 'fixture-error',
  'collection-error': 'fails',
  skipped: 'skipped',
  xfailed: 'skipped',
  'timed-out': 'timed-out',
  crashed: 'crashed',
  'not-run': 'not-run',
  flaky: 'flaky',
};

function judge(test: TestResult): JudgedTest {
  const failure = test.failure;
  const cause =
    failure === undefined
      ? ''
      : `: ${[failure.exception, failure.message.split('\n', 1)[0]].filter(Boolean).join(': ')}`;
  return {
    id: test.id,
    name: fullName(test),
    file: test.file,
    line: test.line,
    outcome: test.outcome,
    reason: REASON[test.outcome],
    asNeeded: test.outcome === 'passed',
    explanation: test.outcome === 'passed' ? 'passes' : `${test.outcome.replace('-', ' ')}${cause}`,
  };
}

function disappeared(id: string): JudgedTest {
  const [file = id, ...rest] = id.split('::');
  return {
    id,
    name: rest.join('::') || id,
    file,
    line: undefined,
    outcome: 'not-run',
    reason: 'disappeared',
    asNeeded: false,
    explanation: 'passed before the change and is gone',
  };
}
