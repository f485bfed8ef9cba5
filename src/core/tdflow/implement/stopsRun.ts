import type { Problem } from '../../errors';

/** Whether what ended one component would end every other one too, so that the whole run stops instead of trying them all. */
export function stopsRun(problem: Problem): boolean {
  switch (problem.kind) {
    case 'cancelled':
    case 'key-missing':
    case 'key-refused':
    case 'access-refused':
    case 'service-unset':
    case 'secrets-refused':
    case 'model-unavailable':
    case 'confirmation-needed':
    case 'untrusted-workspace':
    case 'workspace-busy':
    case 'session-unreadable':
    case 'config-invalid':
      return true;
    case 'cap-reached':
      // Each component has the cap of one generation for itself; but a model without a price is asked for none.
      return problem.cap !== 'generation' || problem.needed === undefined;
    case 'model-failed':
      return problem.cause !== undefined;
    case 'model-rejected':
      return problem.lack !== undefined;
    default:
      return false;
  }
}
