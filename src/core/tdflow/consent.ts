import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import type { Review } from '../review/review';
import type { Verdict } from '../verdict/verdict';

/** The person, or the switch that stands for one; nothing is written before `review` comes back. */
export interface Consent {
  /** Gives the settled review; a problem of kind `cancelled` when the person walks away. */
  review(review: Review, signal: AbortSignal): Promise<Result<Review, Problem>>;
  /** Whether the files stay although the verdict was not reached. */
  keepAnyway(verdict: Verdict, signal: AbortSignal): Promise<boolean>;
}
