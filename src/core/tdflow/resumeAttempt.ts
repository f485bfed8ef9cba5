import type { WritingPhase } from '../phase';
import { restoreReview } from '../review/savedReview';
import { checkPath } from '../workspace/checkedPath';
import type { CarriedOut } from './carryOut';
import type { PhaseEvent } from './phaseEvents';
import type { Ports } from './ports';
import type { RepairLoop } from './repairLoop';
import type { ReviewTools } from './reviewAttempt';
import { reviewAttempt } from './reviewAttempt';
import type { OpenReview } from './stores';
import type { Task } from './task';

/** Goes on with a review as an earlier window left it. What has changed in the files since is met when they are accepted. */
export async function* resumeAttempt(
  { task, loop, left }: { readonly task: Task<WritingPhase>; readonly loop: RepairLoop; readonly left: OpenReview },
  tools: ReviewTools,
  ports: Ports,
  signal: AbortSignal,
): AsyncGenerator<PhaseEvent, CarriedOut> {
  const opened = await restoreReview(left.review, async (path) => {
    const checked = await checkPath(path, ports.links);
    return checked.ok ? checked.value : undefined;
  });
  const { attempt, model, cost } = left;
  yield { kind: 'changes', changes: opened.changes };
  const answered = { task, attempt, model, cost, text: '', loop, mark: undefined };
  return yield* reviewAttempt(answered, { opened, ...tools }, ports, signal);
}
