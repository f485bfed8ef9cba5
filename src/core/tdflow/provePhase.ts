import type { WritingPhase } from '../phase';
import { checkOrder } from './checkOrder';
import { failedOutcome } from './failedOutcome';
import { judgePhase } from './judgePhase';
import type { PhaseEvent, PhaseOutcome } from './phaseEvents';
import type { Ports } from './ports';
import { NO_MODEL, recordVerdict } from './recordVerdict';
import { repairReport } from './repairReport';
import { componentOf } from './session';
import type { Task } from './task';

/** Judges what stands in the workspace, with no model and no change: after an edit by hand, an undo, or a pause. */
export async function* provePhase(
  task: Task<WritingPhase>,
  ports: Ports,
  signal: AbortSignal,
): AsyncGenerator<PhaseEvent, PhaseOutcome> {
  const order = await checkOrder(task, ports);
  if (!order.ok) return { kind: 'failed', problem: order.problem };
  if ((await ports.reader.read(task.testPath)) === undefined) {
    const detail = `There is no ${task.testPath.relative} yet.`;
    return {
      kind: 'failed',
      problem: { kind: 'phase-out-of-order', detail, remedy: 'Generate RED tests, or write them by hand.' },
    };
  }
  if (task.phase === 'red' && componentOf(task.session, task.component.name)?.phases.green?.state === 'reached') {
    const detail = `${task.component.name} is implemented, so its tests cannot be seen failing any more.`;
    const remedy = 'Roll GREEN back first, or run GREEN again.';
    return { kind: 'failed', problem: { kind: 'phase-out-of-order', detail, remedy } };
  }
  const judged = yield* judgePhase(task, { baseline: undefined, entry: undefined, reasons: {} }, ports, signal);
  if (!judged.ok) return failedOutcome(judged.problem);
  const { verdict, report } = judged.value;
  const journalEntry = componentOf(task.session, task.component.name)?.phases[task.phase]?.journalEntry;
  const entry = (await ports.journal.readEntries()).find((each) => each.id === journalEntry && each.state === 'kept');
  const failures = await repairReport(task, judged.value, ports);
  const recorded = await recordVerdict(task, { ...NO_MODEL, verdict, run: report, failures, entry }, ports);
  if (!recorded.ok) return { kind: 'failed', problem: recorded.problem };
  yield { kind: 'session', session: recorded.value };
  return verdict.reached ? { kind: 'reached', verdict } : { kind: 'not-reached', verdict, journalEntry: entry?.id };
}
