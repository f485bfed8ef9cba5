import type { TestReport } from '../testrun/report';
import type { TestsSinceRed } from './judgePassing';
import { judgePassing } from './judgePassing';
import { runProblem, verdictFrom } from './runVerdict';
import type { Check, Verdict } from './verdict';

const ORDER: readonly Check['name'][] = [
  'syntax',
  'tests unchanged',
  'tests',
  'coverage',
  'conformance',
  'requirement proof',
];

/** VERIFY: syntax and tests, and an honest word on what is not looked at. */
export function judgeVerify(
  report: TestReport,
  others: readonly Check[],
  sinceRed: TestsSinceRed | undefined,
): Verdict {
  const passing =
    runProblem('verify', report) ?? verdictFrom('verify', report, judgePassing(report, undefined, sinceRed));
  const tests: Check = { name: 'tests', result: passing.reached ? 'passed' : 'failed', detail: passing.summary };
  const changed = passing.checks.filter(({ name, result }) => name === 'tests unchanged' && result === 'failed');
  const checks = [...others, tests, ...changed].sort((a, b) => ORDER.indexOf(a.name) - ORDER.indexOf(b.name));
  const namesOf = (result: Check['result']) =>
    checks.filter((check) => check.result === result).map(({ name }) => name);
  const [failed, passed] = [namesOf('failed'), namesOf('passed')];
  const silent = checks.filter((check) => check.result === 'not-configured' || check.result === 'not-available');
  const left = silent.length === 0 ? '' : ` Not checked: ${silent.map((check) => check.name).join(', ')}.`;
  const said = failed.length === 0 ? `Passed: ${passed.join(', ')}.` : `Failed: ${failed.join(', ')}.`;
  const summary = `${said}${left}`;
  return { ...passing, reached: failed.length === 0, summary, checks };
}
