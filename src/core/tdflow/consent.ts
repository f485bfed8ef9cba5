import type { ProposedFile } from '../changes/changeSet';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import type { Review } from '../review/review';
import type { Verdict } from '../verdict/verdict';
import type { InspectReview } from './inspectReview';

/** An attempt that did not come through, before it is decided what follows; what it wrote is still in place. */
export interface FailedAttempt {
  /** From 1. */
  readonly number: number;
  readonly of: number;
  /** One sentence. */
  readonly summary: string;
  /** Undefined when there was no run, because the answer could not be used: then there is nothing to keep. */
  readonly verdict: Verdict | undefined;
  /** What the next attempt is told about this one. */
  readonly feedback: string;
  /** Why there is no further attempt, as a sentence; undefined when there may be one. */
  readonly stop: string | undefined;
}

export type NextStep =
  /** Takes back what was written and asks once more, from the same base. */
  | { readonly kind: 'again'; readonly feedback: string }
  /** The files stay for a person to go on with. */
  | { readonly kind: 'keep' }
  | { readonly kind: 'take-back' };

/** The person, or the switch that stands for one; nothing is written before `review` comes back. */
export interface Consent {
  /**
   * Gives the settled review; a problem of kind `cancelled` when the person walks away. Where they change what is proposed,
   * `inspect` finds what is to be known of it then.
   */
  review(review: Review, signal: AbortSignal, inspect: InspectReview): Promise<Result<Review, Problem>>;
  /**
   * Asks about accepted files as they are about to be written, where the person does not know all that this takes; gives those that
   * are not to be written yet. Without it there is nothing to ask about.
   */
  beforeWriting?(files: readonly ProposedFile[]): Promise<readonly ProposedFile[]>;
  /** `again` counts only when `stop` is undefined. */
  afterFailure(failed: FailedAttempt, signal: AbortSignal): Promise<NextStep>;
}
