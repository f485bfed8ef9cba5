import type { AuthoringOutcome } from '../../core/authoring/authoringEvents';
import type { Problem } from '../../core/errors';
import type { PhaseOutcome } from '../../core/tdflow/phaseEvents';

/** What the process tells its caller; documented in `agentforge --help` and README. */
export const EXIT = { done: 0, notReached: 1, badInput: 2, modelFailed: 3, unconfirmed: 4, cancelled: 130 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What a command ends with that a problem stopped. */
export function exitCodeOf(problem: Problem): ExitCode {
  switch (problem.kind) {
    case 'cancelled':
      return EXIT.cancelled;
    case 'key-refused':
    case 'access-refused':
    case 'writer-failed':
    case 'model-failed':
    case 'model-rejected':
    case 'prompt-too-long':
    case 'answer-cut':
    case 'answer-refused':
    case 'answer-empty':
      return EXIT.modelFailed;
    case 'confirmation-needed':
      return EXIT.unconfirmed;
    case 'file-unreadable':
    case 'write-failed':
    case 'workspace-busy':
    case 'base-changed':
    case 'rollback-conflict':
    case 'runner-missing':
      return EXIT.notReached;
    case 'spec-unreadable':
    case 'spec-invalid':
    case 'component-unknown':
    case 'component-needed':
    case 'config-invalid':
    case 'template-invalid':
    case 'session-missing':
    case 'session-unreadable':
    case 'phase-out-of-order':
    case 'budget-too-small':
    case 'nothing-to-roll-back':
    case 'runner-unknown':
    case 'debugger-missing':
    case 'untrusted-workspace':
    case 'secrets-refused':
    case 'key-missing':
    case 'cap-reached':
    case 'recording-missing':
    case 'profile-missing':
    case 'model-unavailable':
    case 'service-unset':
    case 'input-invalid':
      return EXIT.badInput;
  }
}

export function exitCodeOfOutcome(outcome: PhaseOutcome): ExitCode {
  switch (outcome.kind) {
    case 'reached':
      return EXIT.done;
    case 'not-reached':
    case 'rejected':
    case 'contradiction':
      return EXIT.notReached;
    case 'cancelled':
      return EXIT.cancelled;
    case 'failed':
      return exitCodeOf(outcome.problem);
  }
}

/** Documents of which some could not be had are not done. */
export function exitCodeOfAuthored(outcome: AuthoringOutcome): ExitCode {
  switch (outcome.kind) {
    case 'written':
    case 'unchanged': {
      const [first] = outcome.failed;
      return first === undefined ? EXIT.done : exitCodeOf(first.problem);
    }
    case 'rejected':
      return EXIT.notReached;
    case 'cancelled':
      return EXIT.cancelled;
    case 'failed':
      return exitCodeOf(outcome.problem);
  }
}
