import type { ChangeSet, ProposedFile } from '../changes/changeSet';
import { ownDecision } from '../changes/changeSet';

export type Decision = 'pending' | 'accepted' | 'rejected';

/** A finished change set and what the user decided about each file. */
export interface Review {
  readonly changes: ChangeSet;
  /** One for each file of the change set, in its order. */
  readonly decisions: readonly Decision[];
  /** Why a change of what the tests promise was accepted, by the file's name. */
  readonly reasons: Readonly<Record<string, string>>;
}

/** A refused file is rejected from the start; everything else waits for a person. */
export function openReview(changes: ChangeSet): Review {
  return {
    changes,
    decisions: changes.files.map((file) => (file.refusal === undefined ? 'pending' : 'rejected')),
    reasons: {},
  };
}

/**
 * Decides about one file by its name; a refused file stays rejected whatever is asked, and one that changes what the tests
 * promise is accepted with a reason only.
 */
export function decide(review: Review, name: string, decision: Decision, reason = ''): Review {
  const needsReason = review.changes.files.some((file) => file.name === name && ownDecision(file) === 'contract');
  if (needsReason && decision === 'accepted' && reason.trim() === '') return review;
  const { [name]: _, ...others } = review.reasons;
  return {
    ...review,
    decisions: review.decisions.map((old, index) => {
      const file = review.changes.files[index];
      return file?.name === name && file.refusal === undefined ? decision : old;
    }),
    reasons: needsReason && decision === 'accepted' ? { ...others, [name]: reason.trim() } : others,
  };
}

/** Decides about all that is still pending; files that need a decision of their own are left for it when accepting. */
export function decideAll(review: Review, decision: 'accepted' | 'rejected'): Review {
  return {
    ...review,
    decisions: review.decisions.map((old, index) => {
      if (old !== 'pending') return old;
      const file = review.changes.files[index];
      return decision === 'accepted' && file !== undefined && ownDecision(file) !== undefined ? old : decision;
    }),
  };
}

export function isSettled(review: Review): boolean {
  return !review.decisions.includes('pending');
}

export function filesWith(review: Review, decision: Decision): readonly ProposedFile[] {
  return review.changes.files.filter((_, index) => review.decisions[index] === decision);
}
