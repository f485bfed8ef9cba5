import type { Phase } from '../phase';
import { PHASE_LABEL, PHASES } from '../phase';
import type { SessionComponent } from '../tdflow/session';

/** Where a component stands and why, in one sentence: what was reached, or what went wrong since, and how often. */
export function stateSentence(component: SessionComponent): string {
  const { attempts, phases } = component;
  const last = attempts.at(-1);
  const reached = PHASES.findLast((phase) => phases[phase]?.state === 'reached');
  if (last !== undefined && last.result !== 'reached') {
    const label = PHASE_LABEL[last.phase];
    if (last.result === 'contradiction') return `${label} waits for your decision: ${last.summary}`;
    if (last.result === 'rejected') return `${label}: you rejected the last proposal.`;
    const times = failuresAtEnd(component, last.phase);
    return `${label} ${times === 1 ? 'failed' : `failed ${times} times, last`}: ${last.summary}`;
  }
  const notReached = PHASES.find((phase) => phases[phase]?.state === 'not-reached');
  if (notReached !== undefined) return `${PHASE_LABEL[notReached]} not reached: ${phases[notReached]?.summary ?? ''}`;
  if (reached === undefined) return component.status;
  const label = reached === 'verify' ? 'verified' : `${PHASE_LABEL[reached]} reached`;
  return `${label}: ${phases[reached]?.summary ?? ''}`;
}

/** A proposal that the user rejected, and a contradiction that waits for a decision, did not fail. */
function failuresAtEnd({ attempts }: SessionComponent, phase: Phase): number {
  const before = attempts.findLastIndex((attempt) => attempt.phase !== phase || attempt.result === 'reached');
  return attempts.slice(before + 1).filter(({ result }) => result === 'not-reached' || result === 'unusable').length;
}
