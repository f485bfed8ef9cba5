import type { ChangeSet, ProposedFile } from '../changes/changeSet';

export type Decision = 'pending' | 'accepted' | 'rejected';

/** A finished change set and what the user decided about each file. */
export interface Review {
  readonly changes: ChangeSet;
  /** One for each file of the change set, in its order. */
  readonly decisions: readonly Decision[];
}

/** A refused file is rejected from the start; everything else waits for a person. */
export function openReview(changes: ChangeSet): Review {
  return { changes, decisions: changes.files.map((file) => (file.refusal === undefined ? 'pending' : 'rejected')) };
}

/** Decides about one file by its name; a refused file stays rejected whatever is asked. */
export function decide(review: Review, name: string, decision: Decision): Review {
  return {
    ...review,
    decisions: review.decisions.map((old, index) => {
      const file = review.changes.files[index];
      return file?.name === name && file.refusal === undefined ? decision : old;
    }),
  };
}

/** Decides about all that is still pending; protected files are left for a decision of their own when accepting. */
export function decideAll(review: Review, decision: 'accepted' | 'rejected'): Review {
  return {
    ...review,
    decisions: review.decisions.map((old, index) => {
      if (old !== 'pending') return old;
      return decision === 'accepted' && review.changes.files[index]?.protected === true ? old : decision;
    }),
  };
}

export function isSettled(review: Review): boolean {
  return !review.decisions.includes('pending');
}

export function filesWith(review: Review, decision: Decision): readonly ProposedFile[] {
  return review.changes.files.filter((_, index) => review.decisions[index] === decision);
}
