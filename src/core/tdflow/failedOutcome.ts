import type { Problem } from '../errors';
import type { PhaseOutcome } from './phaseEvents';

/** How a phase ends that met a problem; cancelling is none. */
export function failedOutcome(problem: Problem): PhaseOutcome {
  return problem.kind === 'cancelled' ? { kind: 'cancelled' } : { kind: 'failed', problem };
}
