import type { ChangeSet } from '../changes/changeSet';
import type { Problem } from '../errors';
import type { WritingPhase } from '../phase';
import type { PromptMark } from '../prompt/promptMark';
import type { Verdict } from '../verdict/verdict';
import type { CarriedOut } from './carryOut';
import type { NextStep } from './consent';
import { copiedPrompt } from './copiedPrompt';
import { describeUnusable } from './describeUnusable';
import { failedOutcome } from './failedOutcome';
import type { PhaseEvent } from './phaseEvents';
import type { Ports } from './ports';
import { recordAttempt } from './recordAttempt';
import type { RepairLoop } from './repairLoop';
import type { AnsweredAttempt } from './stores';
import type { Task } from './task';

/** An attempt whose answer has come. */
export interface Answered extends AnsweredAttempt {
  readonly task: Task<WritingPhase>;
  /** The answer as it came; '' for one of an earlier window. */
  readonly text: string;
  readonly loop: RepairLoop;
  /** What tells its prompt; undefined for one of an earlier window. */
  readonly mark: PromptMark | undefined;
}

/** Asks what follows a failure, and tells. */
export async function* askWhatFollows(
  { text, cost, loop }: Answered,
  about: {
    readonly summary: string;
    readonly verdict: Verdict | undefined;
    readonly feedback: string;
    readonly failure: string;
    readonly isFormal?: boolean;
  },
  signal: AbortSignal,
): AsyncGenerator<PhaseEvent, NextStep> {
  const { told, next } = await loop.after({ ...about, answer: text, cost }, signal);
  yield { kind: 'attempt-failed', ...told, next: next.kind };
  return next;
}

/** Why an answer cannot be used. */
interface Rejection {
  readonly problem: Problem;
  readonly changes: ChangeSet;
  /** Whether it was a person who did not take it, or a switch that stands for one. */
  readonly by?: 'user';
}

/** An answer that cannot be used: the model is told which block failed and why, once without anybody being asked. */
export async function* rejectAnswer(
  answered: Answered,
  { problem, changes, by }: Rejection,
  ports: Ports,
  signal: AbortSignal,
): AsyncGenerator<PhaseEvent, CarriedOut> {
  const feedback = describeUnusable(problem, changes);
  const [summary = ''] = feedback.split('\n', 1);
  const recorded = await recordAttempt(answered.task, { ...aboutAnswer(answered), result: 'unusable', summary }, ports);
  if (!recorded.ok) return { outcome: failedOutcome(recorded.problem) };
  yield { kind: 'session', session: recorded.value };
  const about = { summary, verdict: undefined, feedback, failure: feedback, isFormal: by !== 'user' };
  const next = yield* askWhatFollows(answered, about, signal);
  if (signal.aborted) return { outcome: { kind: 'cancelled' } };
  const outcome = failedOutcome(await withPrompt(problem, answered, ports));
  return next.kind === 'again' ? { outcome, again: { feedback: next.feedback, session: recorded.value } } : { outcome };
}

/** What a session keeps of an answer. */
export function aboutAnswer({ attempt, model, cost }: AnsweredAttempt): {
  readonly id: string;
  readonly model: string;
  readonly cost: number | undefined;
} {
  return { id: attempt, model, cost };
}

/** Names the saved prompt where a person can go on by hand, once it is remembered: the answer that comes back is matched to it. */
export async function withPrompt(
  problem: Problem,
  { task, attempt, mark }: Pick<Answered, 'task' | 'attempt' | 'mark'>,
  { attempts, prompts, clock }: Pick<Ports, 'attempts' | 'prompts' | 'clock'>,
): Promise<Problem> {
  switch (problem.kind) {
    case 'key-missing':
    case 'key-refused':
    case 'access-refused':
    case 'writer-failed':
    case 'model-failed':
    case 'model-rejected':
    case 'prompt-too-long':
    case 'cap-reached':
    case 'answer-cut':
    case 'answer-refused':
    case 'answer-empty': {
      const promptPath = attempts.pathOf(task.session.id, attempt, 'prompt.md');
      const saved = mark === undefined ? undefined : await prompts.save(copiedPrompt(task, mark, clock.now()));
      return saved?.ok === false ? problem : { ...problem, promptPath };
    }
    default:
      return problem;
  }
}
