import type { TestOutcome, TestResult } from '../testrun/report';
import { firstLine } from './failureCause';
import type { Judgement } from './judgement';

/** What an outcome says by itself, in whichever run it shows. */
export const OUTCOME_JUDGEMENTS: Readonly<Partial<Record<TestOutcome, (test: TestResult) => Judgement>>> = {
  skipped: ({ failure }) => ({
    reason: 'skipped',
    explanation: `is skipped${because(failure?.message)}: it proves nothing`,
  }),
  xfailed: () => ({
    reason: 'skipped',
    explanation: 'is marked as expected to fail: it would not notice the missing behaviour',
  }),
  'timed-out': () => ({ reason: 'timed-out', explanation: 'did not end within the time limit' }),
  crashed: () => ({ reason: 'crashed', explanation: 'ended the test process' }),
  'not-run': ({ failure }) => ({ reason: 'not-run', explanation: `did not run${because(failure?.message)}` }),
  flaky: ({ failure }) => ({
    reason: 'flaky',
    explanation: `two runs differ: ${failure?.message ?? 'no word of how'}`,
  }),
};

function because(message: string | undefined): string {
  return message === undefined || message.trim() === '' ? '' : ` (${firstLine(message)})`;
}
