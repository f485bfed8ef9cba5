import type { ChangeSet } from '../changes/changeSet';
import { describeProposal } from '../changes/describeProposal';
import type { Problem } from '../errors';
import type { ModelProvider } from '../model/provider';
import type { WritingPhase } from '../phase';
import { filesWith, openReview } from '../review/review';
import type { TestReport } from '../testrun/report';
import type { Verdict } from '../verdict/verdict';
import type { CarriedOut } from './carryOut';
import { carryOut } from './carryOut';
import { claimVerdict } from './claimVerdict';
import type { Consent, NextStep } from './consent';
import { describeUnusable } from './describeUnusable';
import { failedOutcome } from './failedOutcome';
import { failureKey } from './failureKey';
import type { Generated } from './generate';
import { generate, whollyRefused } from './generate';
import { inspectProposal } from './inspectProposal';
import type { Judged } from './judgePhase';
import { markGenerated } from './markGenerated';
import type { PhaseEvent, PhaseOutcome } from './phaseEvents';
import type { Ports } from './ports';
import { preparePrompt } from './preparePrompt';
import { recordAttempt } from './recordAttempt';
import { recordVerdict } from './recordVerdict';
import type { RepairLoop } from './repairLoop';
import type { Task } from './task';

export interface AttemptTools {
  readonly provider: ModelProvider;
  readonly consent: Consent;
  readonly loop: RepairLoop;
  /** The run before the change, when there was one. */
  readonly before: TestReport | undefined;
}

/** One attempt of a writing phase, from the prompt to the recorded verdict. When it fails it has left nothing behind, unless the user keeps it. */
export async function* runAttempt(
  task: Task<WritingPhase>,
  tools: AttemptTools,
  ports: Ports,
  signal: AbortSignal,
): AsyncGenerator<PhaseEvent, CarriedOut> {
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
  const { provider, loop, consent } = tools;
  const generated = yield* generate({ task, prompt: prepared.value.prompt, provider }, ports, signal);
  if (signal.aborted) {
    await ports.attempts.discard(task.session.id, attempt);
    return { outcome: { kind: 'cancelled' } };
  }
  const answered = await ports.attempts.saveAnswer(task.session.id, attempt, generated.answer);
  if (!answered.ok) return failed(answered.problem);
  const step: Step = { task, attempt, generated, changeSet: generated.changeSet, loop };
  if (generated.claims.length > 0) return yield* giveClaims(step, ports);
  if (!generated.changes.ok) {
    const { problem } = generated.changes;
    return generated.isRepairable
      ? yield* reject(step, problem, ports, signal)
      : failed(withPrompt(problem, promptPathOf(step, ports)));
  }

  yield { kind: 'step', step: 'review' };
  const inspected = await inspectProposal(task, generated.changes.value, ports);
  const refused = whollyRefused(inspected);
  if (refused !== undefined) return yield* reject({ ...step, changeSet: inspected }, refused, ports, signal);
  const proposal = markGenerated(task, inspected, generated.modelName, ports.clock.now());
  const kept = await ports.attempts.saveProposal(task.session.id, attempt, describeProposal(proposal));
  if (!kept.ok) return failed(kept.problem);
  yield { kind: 'proposed', changes: proposal };
  const review = await consent.review(openReview(proposal), signal);
  if (!review.ok) {
    return review.problem.kind === 'answer-refused'
      ? yield* reject(step, review.problem, ports, signal)
      : failed(review.problem);
  }
  if (signal.aborted) return { outcome: { kind: 'cancelled' } };
  yield { kind: 'reviewed', review: review.value };
  const accepted = filesWith(review.value, 'accepted');
  if (accepted.length === 0 && proposal.files.length > 0) {
    const summary = 'None of the proposed files was accepted.';
    const recorded = await recordAttempt(task, { ...aboutAnswer(step), result: 'rejected', summary }, ports);
    return recorded.ok ? { outcome: { kind: 'rejected' } } : failed(recorded.problem);
  }

  const { modelName: model, cost } = generated;
  const afterFailure = ({ verdict, report }: Judged, failures: string) =>
    ask(step, { summary: verdict.summary, verdict, feedback: failures, failure: failureKey(verdict, report) }, signal);
  return yield* carryOut(
    task,
    { accepted, attempt, model, cost, before: tools.before, reasons: review.value.reasons, afterFailure },
    ports,
    signal,
  );
}

/** An attempt whose answer has come. */
interface Step {
  readonly task: Task<WritingPhase>;
  readonly attempt: string;
  readonly generated: Generated;
  readonly changeSet: ChangeSet;
  readonly loop: RepairLoop;
}

/** Asks what follows a failure, and tells. */
async function* ask(
  { generated, loop }: Step,
  about: {
    readonly summary: string;
    readonly verdict: Verdict | undefined;
    readonly feedback: string;
    readonly failure: string;
  },
  signal: AbortSignal,
): AsyncGenerator<PhaseEvent, NextStep> {
  const { answer, cost } = generated;
  const { told, next } = await loop.after({ ...about, answer, cost }, signal);
  yield { kind: 'attempt-failed', ...told, next: next.kind };
  return next;
}

/** An answer that cannot be used: the model is told which block failed and why. */
async function* reject(
  step: Step,
  problem: Problem,
  ports: Ports,
  signal: AbortSignal,
): AsyncGenerator<PhaseEvent, CarriedOut> {
  const feedback = describeUnusable(problem, step.changeSet);
  const [summary = ''] = feedback.split('\n', 1);
  const recorded = await recordAttempt(step.task, { ...aboutAnswer(step), result: 'unusable', summary }, ports);
  if (!recorded.ok) return failed(recorded.problem);
  yield { kind: 'session', session: recorded.value };
  const next = yield* ask(step, { summary, verdict: undefined, feedback, failure: feedback }, signal);
  if (signal.aborted) return { outcome: { kind: 'cancelled' } };
  const { outcome } = failed(withPrompt(problem, promptPathOf(step, ports)));
  return next.kind === 'again' ? { outcome, again: { feedback: next.feedback, session: recorded.value } } : { outcome };
}

/** The model says that no code can do it. That is for a person to decide: nothing is written, and it is not asked again. */
async function* giveClaims({ task, attempt, generated }: Step, ports: Ports): AsyncGenerator<PhaseEvent, CarriedOut> {
  const verdict = await claimVerdict(task, generated.claims, ports);
  yield { kind: 'verdict', verdict };
  const failures = verdict.claims.map(({ test, criterion, why }) => `${test} / ${criterion}: ${why}`).join('\n');
  const judgement = {
    verdict,
    run: undefined,
    failures,
    model: generated.modelName,
    cost: generated.cost,
    contract: {},
  };
  const recorded = await recordVerdict(task, { ...judgement, attempt, entry: undefined }, ports);
  if (!recorded.ok) return failed(recorded.problem);
  yield { kind: 'session', session: recorded.value };
  return { outcome: { kind: 'contradiction', verdict } };
}

function promptPathOf({ task, attempt }: Step, ports: Pick<Ports, 'attempts'>): string {
  return ports.attempts.pathOf(task.session.id, attempt, 'prompt.md');
}

function aboutAnswer({ attempt, generated }: Step): {
  readonly id: string;
  readonly model: string;
  readonly cost: number | undefined;
} {
  return { id: attempt, model: generated.modelName, cost: generated.cost };
}

function failed(problem: Problem): { readonly outcome: PhaseOutcome } {
  return { outcome: failedOutcome(problem) };
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
