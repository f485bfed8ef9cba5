import { describeProposal } from '../changes/describeProposal';
import type { Problem } from '../errors';
import type { ModelProvider } from '../model/provider';
import type { WritingPhase } from '../phase';
import { filesWith, openReview } from '../review/review';
import { runBaseline } from './baseline';
import { carryOut } from './carryOut';
import { checkOrder } from './checkOrder';
import type { Consent } from './consent';
import { generate } from './generate';
import { markGenerated } from './markGenerated';
import type { PhaseEvent, PhaseOutcome } from './phaseEvents';
import type { Ports } from './ports';
import { preparePrompt } from './preparePrompt';
import { recordVerdict } from './recordVerdict';
import type { Task } from './task';

/**
 * One writing phase of one component, from the prompt to the verdict. Yields what happens; returns how it ended.
 * Nothing of the workspace changes before consent; cancelled or failed, everything is as it was.
 */
export async function* runPhase(
  task: Task<WritingPhase>,
  { provider, consent }: { readonly provider: ModelProvider; readonly consent: Consent },
  ports: Ports,
  signal: AbortSignal,
): AsyncGenerator<PhaseEvent, PhaseOutcome> {
  const order = await checkOrder(task, ports);
  if (!order.ok) return failed(order.problem);

  const baseline = yield* runBaseline(task, ports, signal);
  if (!baseline.ok) return failed(baseline.problem);
  const { report: before, blocked } = baseline.value;
  if (blocked !== undefined && before !== undefined) {
    const evidence = { verdict: blocked, report: before, model: 'none', attempt: undefined, entry: undefined };
    const recorded = await recordVerdict(task, evidence, ports);
    if (!recorded.ok) return failed(recorded.problem);
    yield { kind: 'session', session: recorded.value };
    return { kind: 'not-reached', verdict: blocked, journalEntry: undefined };
  }

  yield { kind: 'step', step: 'prompt' };
  const prepared = await preparePrompt(task, ports);
  if (!prepared.ok) return failed(prepared.problem);
  yield { kind: 'prompt', ...prepared.value };

  // Before the model is asked: an answer that is paid for must have a place to be kept.
  const opened = await ports.attempts.open(task.session.id, task.phase, task.component.name);
  if (!opened.ok) return failed(opened.problem);
  const attempt = opened.value;
  const saved = await ports.attempts.savePrompt(task.session.id, attempt, prepared.value.prompt);
  if (!saved.ok) return failed(saved.problem);

  yield { kind: 'step', step: 'model' };
  const generated = yield* generate({ task, prompt: prepared.value.prompt, provider }, ports, signal);
  if (signal.aborted) {
    await ports.attempts.discard(task.session.id, attempt);
    return { kind: 'cancelled' };
  }
  const answered = await ports.attempts.saveAnswer(task.session.id, attempt, generated.answer);
  if (!answered.ok) return failed(answered.problem);
  if (!generated.changes.ok) {
    return failed(withPrompt(generated.changes.problem, ports.attempts.promptPath(task.session.id, attempt)));
  }

  yield { kind: 'step', step: 'review' };
  const proposal = markGenerated(task, generated.changes.value, generated.modelName, ports.clock.now());
  const kept = await ports.attempts.saveProposal(task.session.id, attempt, describeProposal(proposal));
  if (!kept.ok) return failed(kept.problem);
  yield { kind: 'proposed', changes: proposal };
  const review = await consent.review(openReview(proposal), signal);
  if (!review.ok) return failed(review.problem);
  if (signal.aborted) return { kind: 'cancelled' };
  yield { kind: 'reviewed', review: review.value };
  const accepted = filesWith(review.value, 'accepted');
  if (accepted.length === 0 && proposal.files.length > 0) return { kind: 'rejected' };

  return yield* carryOut(task, { accepted, attempt, model: generated.modelName, before, consent }, ports, signal);
}

function failed(problem: Problem): PhaseOutcome {
  return problem.kind === 'cancelled' ? { kind: 'cancelled' } : { kind: 'failed', problem };
}

/** Names the saved prompt where a person can go on by hand. */
function withPrompt(problem: Problem, promptPath: string): Problem {
  switch (problem.kind) {
    case 'key-missing':
    case 'key-refused':
    case 'model-failed':
    case 'model-rejected':
    case 'answer-cut':
    case 'answer-refused':
    case 'answer-empty':
      return { ...problem, promptPath };
    default:
      return problem;
  }
}
