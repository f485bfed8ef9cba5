import type { TestOutcome } from '../../../core/testrun/report';
import type { Fields } from '../decode';
import { fieldsOf, textOf } from '../decode';

export interface OutcomeHints {
  /** Whether the test was begun before it came to its end. */
  readonly hasBegun: boolean;
  readonly isSuite: boolean;
}

/** What a test came to that `node:test` reports as failed with this error. */
export function nodeOutcome(error: Fields, { hasBegun, isSuite }: OutcomeHints): TestOutcome {
  switch (textOf(error['failureType'])) {
    case 'hookFailed':
      // How `assets/node_preload.cjs` ends a test that takes too long.
      return textOf(fieldsOf(error['cause'])?.['name']) === 'TestTimeLimit' ? 'timed-out' : 'setup-error';
    case 'testTimeoutFailure':
      return 'timed-out';
    case 'cancelledByParent':
      // Nobody will ever settle what the test waits for; those after it never began.
      return hasBegun && /^Promise resolution is still pending/.test(textOf(error['message']) ?? '')
        ? 'timed-out'
        : 'not-run';
    case 'testAborted':
      return 'not-run';
    default:
      return isSuite ? 'collection-error' : 'failed';
  }
}
