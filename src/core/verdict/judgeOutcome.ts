import { fullName } from '../testrun/fullName';
import type { TestResult } from '../testrun/report';
import type { JudgedTest, TestReason } from './verdict';

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

/** A test of a phase in which every test has to pass. */
export function judgeOutcome(test: TestResult): JudgedTest {
  return {
    id: test.id,
    name: fullName(test),
    file: test.file,
    line: test.line,
    outcome: test.outcome,
    reason: REASON[test.outcome],
    asNeeded: test.outcome === 'passed',
    explanation: test.outcome === 'passed' ? 'passes' : whatHappenedTo(test),
  };
}

/** A test that passed before the change and is no longer there. */
export function judgeGone({ id, file, name }: Pick<TestResult, 'id' | 'file' | 'name'>): JudgedTest {
  return {
    id,
    name: fullName({ id, file, name }),
    file,
    line: undefined,
    outcome: 'not-run',
    reason: 'disappeared',
    asNeeded: false,
    explanation: 'passed before the change and is gone',
  };
}

/** How a test ended that did not pass, with the first line of what was said. */
export function whatHappenedTo({ outcome, failure }: TestResult): string {
  const cause = [failure?.exception, failure?.message.split('\n', 1)[0]].filter(Boolean).join(': ');
  return cause === '' ? outcome.replace('-', ' ') : `${outcome.replace('-', ' ')}: ${cause}`;
}
