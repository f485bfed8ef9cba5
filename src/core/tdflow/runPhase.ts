import type { Turn } from '../lib/turns';
import type { ModelProvider } from '../model/provider';
import type { WritingPhase } from '../phase';
import { runAttempt } from './attempt';
import { runBaseline } from './baseline';
import { checkOrder } from './checkOrder';
import type { Consent } from './consent';
import { failedOutcome } from './failedOutcome';
import type { PastedAnswer } from './pastedAnswer';
import type { PhaseEvent, PhaseOutcome } from './phaseEvents';
import type { Ports } from './ports';
import { NO_MODEL, recordVerdict } from './recordVerdict';
import type { RepairLimits } from './repairLimits';
import { RepairLoop } from './repairLoop';
import { repairReport } from './repairReport';
import { resumeAttempt } from './resumeAttempt';
import type { OpenReview } from './stores';
import type { Task } from './task';

export interface PhaseTools {
  readonly provider: ModelProvider;
  readonly consent: Consent;
  readonly limits: RepairLimits;
  /** A review that an earlier window left open: the phase goes on there instead of asking the model. */
  readonly resume?: OpenReview;
  /** Set for an answer that a person brought. */
  readonly pasted?: PastedAnswer | undefined;
  /** Held as the phase begins, where others work in the same folder; it is left to them while the model answers, and held again after. */
  readonly turn?: Turn | undefined;
}

/**
 * One writing phase of one component, from the prompt to the verdict, once more from the same base as long as attempts fail and
 * the limits and the user allow it. Yields what happens; returns how it ended. Nothing of the workspace changes before consent;
 * cancelled or failed, everything is as it was.
 */
export async function* runPhase(
  task: Task<WritingPhase>,
  { provider, consent, limits, resume, pasted, turn }: PhaseTools,
  ports: Ports,
  signal: AbortSignal,
): AsyncGenerator<PhaseEvent, PhaseOutcome> {
  const order = await checkOrder(task, ports);
  if (!order.ok) return failedOutcome(order.problem);

  const baseline = yield* runBaseline(task, ports, signal);
  if (!baseline.ok) return failedOutcome(baseline.problem);
  const { report: before, blocked } = baseline.value;
  if (blocked !== undefined && before !== undefined) {
    const failures = await repairReport(task, { verdict: blocked, report: before }, ports);
    const recorded = await recordVerdict(task, { ...NO_MODEL, verdict: blocked, run: before, failures }, ports);
    if (!recorded.ok) return failedOutcome(recorded.problem);
    yield { kind: 'session', session: recorded.value };
    return { kind: 'not-reached', verdict: blocked, journalEntry: undefined };
  }

  const loop = new RepairLoop(limits, consent, ports.clock, turn);
  for (let asked = task; ; ) {
    if (loop.of > 1) yield { kind: 'attempt', number: loop.number, of: loop.of };
    const { outcome, again } =
      resume !== undefined && asked === task
        ? yield* resumeAttempt({ task, loop, left: resume }, { consent, before }, ports, signal)
        : yield* runAttempt(asked, { provider, consent, loop, before, pasted, turn }, ports, signal);
    if (again === undefined || signal.aborted) return outcome;
    asked = { ...asked, session: again.session, failure: again.feedback };
  }
}
