import type { ChangeSet } from '../changes/changeSet';
import type { Problem } from '../errors';
import type { Review } from '../review/review';
import { reviewFeedback } from '../review/reviewFeedback';
import type { TestReport } from '../testrun/report';
import type { Verdict } from '../verdict/verdict';
import { askForReview } from './askForReview';
import type { CarriedOut } from './carryOut';
import { carryOut } from './carryOut';
import type { Consent } from './consent';
import type { Answered } from './failedAttempt';
import { aboutAnswer, askWhatFollows, rejectAnswer, withPrompt } from './failedAttempt';
import { failedOutcome } from './failedOutcome';
import { failureKey } from './failureKey';
import { fileInspector } from './inspectFiles';
import type { Judged } from './judgePhase';
import type { PhaseEvent } from './phaseEvents';
import type { Ports } from './ports';
import { recordAttempt } from './recordAttempt';

export interface ReviewTools {
  readonly consent: Consent;
  /** The run before the change, when there was one. */
  readonly before: TestReport | undefined;
}

/** What follows an answer that can be used: the review, what was accepted written and judged. */
export async function* reviewAttempt(
  answered: Answered,
  { opened, consent, before }: ReviewTools & { readonly opened: Review },
  ports: Ports,
  signal: AbortSignal,
): AsyncGenerator<PhaseEvent, CarriedOut> {
  const { task, attempt, model, cost } = answered;
  const afterFailure = ({ verdict, report }: Judged, failures: string) =>
    askWhatFollows(
      answered,
      { summary: verdict.summary, verdict, feedback: failures, failure: failureKey(verdict, report) },
      signal,
    );
  const judging = { attempt, model, cost, before, afterFailure };
  if (opened.changes.files.length === 0) {
    // Nothing to decide about: the files may be right as they are, which the tests tell.
    const carried = yield* carryOut(task, { ...judging, accepted: [], reasons: {} }, ports, signal);
    if (carried.outcome.kind !== 'not-reached') return carried;
    const problem = changesNothing(opened.changes, carried.outcome.verdict);
    return { ...carried, outcome: failedOutcome(await withPrompt(problem, answered, ports)) };
  }
  yield { kind: 'step', step: 'review' };
  const review = yield* askForReview(
    { inspect: fileInspector(task, ports), opened, answer: { attempt, model, cost }, consent },
    ports,
    signal,
  );
  if (!review.ok) {
    return review.problem.kind === 'answer-refused'
      ? yield* rejectAnswer(answered, { problem: review.problem, changes: opened.changes, by: 'user' }, ports, signal)
      : { outcome: failedOutcome(withAnswer(review.problem, answered, ports)) };
  }
  const { accepted, reasons } = review.value;
  const { anotherFor } = review.value.review;
  if (anotherFor !== undefined) return yield* askAgain(answered, review.value.review, anotherFor, ports);
  if (accepted.length === 0) {
    const summary = 'None of the proposed files was accepted.';
    const recorded = await recordAttempt(task, { ...aboutAnswer(answered), result: 'rejected', summary }, ports);
    return recorded.ok ? { outcome: { kind: 'rejected' } } : { outcome: failedOutcome(recorded.problem) };
  }
  return yield* carryOut(task, { ...judging, accepted, reasons }, ports, signal);
}

function changesNothing({ unchanged }: ChangeSet, { summary }: Verdict): Problem {
  return { kind: 'answer-empty', unchanged, detail: summary };
}

function withAnswer(problem: Problem, { task, attempt }: Answered, { attempts }: Pick<Ports, 'attempts'>): Problem {
  if (problem.kind !== 'confirmation-needed') return problem;
  return { ...problem, answerPath: attempts.pathOf(task.session.id, attempt, 'answer.md') };
}

/** The user wants another answer: that is no failed attempt, and nothing was written. */
async function* askAgain(
  answered: Answered,
  review: Review,
  words: string,
  ports: Ports,
): AsyncGenerator<PhaseEvent, CarriedOut> {
  const summary = words === '' ? 'You asked for another answer.' : `You asked for another answer: ${words}`;
  const recorded = await recordAttempt(answered.task, { ...aboutAnswer(answered), result: 'rejected', summary }, ports);
  if (!recorded.ok) return { outcome: failedOutcome(recorded.problem) };
  yield { kind: 'session', session: recorded.value };
  return {
    outcome: { kind: 'rejected' },
    again: { feedback: reviewFeedback(review, words), session: recorded.value },
  };
}
