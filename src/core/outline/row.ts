import type { Phase } from '../phase';

export type RowState =
  | 'none'
  | 'waiting'
  | 'ready'
  | 'running'
  | 'reviewing'
  | 'reached'
  | 'failed'
  /** Came to no verdict, for a reason outside. */
  | 'stopped'
  | 'stale'
  | 'accepted'
  | 'rejected'
  | 'refused';

/** What can follow an attempt that failed. */
export type NextStepAction = 'tryAgain' | 'editFeedback' | 'keepFiles' | 'takeBack';

/** What can be done with a row; each face has one command for each. */
export type RowAction =
  | NextStepAction
  | 'run'
  /** Goes on with a review that an earlier window left open. */
  | 'resume'
  | 'fix'
  | 'waive'
  | 'prove'
  | 'showOutput'
  | 'showReport'
  | 'checkStrength'
  | 'showStrength'
  | 'copyPrompt'
  | 'acceptAll'
  | 'rejectAll'
  | 'accept'
  | 'reject'
  | 'rejectWithReason'
  | 'acceptHunk'
  | 'rejectHunk'
  | 'rollBack'
  | 'rollBackGeneration'
  /** Takes back all that came after. */
  | 'rollBackTo'
  | 'cancel';

/** Where a row leads. */
export type RowTarget =
  | { readonly kind: 'file'; readonly path: string; readonly line?: number }
  /** `hunk` is its key, `line` counts from 1, in the proposal. */
  | { readonly kind: 'proposal'; readonly name: string; readonly hunk?: string; readonly line?: number }
  /** What the user and the proposal made of the same file. */
  | { readonly kind: 'conflict'; readonly name: string }
  /** All that a generation changed, by its number in the history. */
  | { readonly kind: 'generation'; readonly number: number }
  /** All documents that were written together. */
  | { readonly kind: 'documents'; readonly journalEntry: string }
  | { readonly kind: 'applied'; readonly journalEntry: string; readonly path: string };

/** A phase's row, for the rows below it. */
export interface PhasePlace {
  readonly id: string;
  readonly component: string;
  /** Undefined where documents are written. */
  readonly phase: Phase | undefined;
}

/** One line of the outline, for a tree and a terminal alike. */
export interface Row {
  /** Stable while the thing it stands for exists. */
  readonly id: string;
  readonly kind:
    | 'specification'
    | 'component'
    | 'requirement'
    | 'phase'
    | 'file'
    | 'hunk'
    | 'test'
    | 'note'
    | 'generation';
  readonly label: string;
  /** Short, beside the label; '' for none. */
  readonly description: string;
  /** One or more sentences for a tooltip; '' for none. */
  readonly detail: string;
  readonly state: RowState;
  /** Set on rows with a check box. */
  readonly checked?: boolean;
  readonly actions: readonly RowAction[];
  readonly target: RowTarget | undefined;
  readonly children: readonly Row[];
  /** Set on phase rows and what is below them. */
  readonly component: string | undefined;
  readonly phase: Phase | undefined;
}
