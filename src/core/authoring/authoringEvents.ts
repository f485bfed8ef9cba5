import type { Omission } from '../context/contextBundle';
import type { Problem } from '../errors';
import type { CostEstimate } from '../model/spending/estimateCost';
import type { Prompt } from '../prompt/prompt';
import type { ReviewEvent } from '../tdflow/askForReview';
import type { ModelStepEvent, PhaseEvent } from '../tdflow/phaseEvents';

/** What happens to one piece. */
export type PieceEvent =
  | {
      readonly kind: 'prompt';
      readonly prompt: Prompt;
      readonly omitted: readonly Omission[];
      /** What the answer will cost; `unknown` when the model's price is; undefined when nothing is paid. */
      readonly estimate: CostEstimate | 'unknown' | undefined;
    }
  | ModelStepEvent
  /** The answer could not be used as it is; the model is told why and asked once more. */
  | { readonly kind: 'asking-again'; readonly why: string }
  /** The last event of a piece; `problem` when it brings nothing. */
  | { readonly kind: 'piece-ended'; readonly files: readonly string[]; readonly problem: Problem | undefined };

/** What happens while documents are written. */
export type AuthoringEvent =
  | { readonly kind: 'piece'; readonly piece: string; readonly event: PieceEvent }
  | ReviewEvent
  | Extract<PhaseEvent, { readonly kind: 'applied' }>;

/** A piece that brought nothing. */
export interface FailedPiece {
  readonly piece: string;
  readonly problem: Problem;
}

/** How the writing of documents ended. */
export type AuthoringOutcome =
  | {
      readonly kind: 'written';
      readonly files: readonly string[];
      readonly journalEntry: string;
      readonly failed: readonly FailedPiece[];
    }
  /** The answers left every document as it is. */
  | { readonly kind: 'unchanged'; readonly failed: readonly FailedPiece[] }
  /** The user took none of the documents. */
  | { readonly kind: 'rejected'; readonly failed: readonly FailedPiece[] }
  | { readonly kind: 'cancelled' }
  /** Nothing was written; `failed` has every piece that brought nothing. */
  | { readonly kind: 'failed'; readonly problem: Problem; readonly failed: readonly FailedPiece[] };
