import type { Position } from './lib/lines';

/** Where a problem stands: a workspace-relative path with an optional place in it. */
export interface Place {
  readonly path: string;
  readonly position?: Position;
}

/**
 * Everything that can go wrong for a reason outside this program. Each kind carries what the user needs to mend it;
 * `core/outline/explainProblem.ts` has the words, `vscode/errors.ts` the buttons. Cancelling is a kind, never a message.
 */
export type Problem =
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'spec-unreadable'; readonly place: Place; readonly detail: string }
  | { readonly kind: 'spec-invalid'; readonly place: Place; readonly detail: string; readonly remedy: string }
  | { readonly kind: 'component-unknown'; readonly name: string; readonly known: readonly string[] }
  | { readonly kind: 'component-needed'; readonly known: readonly string[] }
  | { readonly kind: 'config-invalid'; readonly place: Place; readonly detail: string }
  | { readonly kind: 'session-missing' }
  | { readonly kind: 'session-unreadable'; readonly place: Place; readonly detail: string }
  | { readonly kind: 'phase-out-of-order'; readonly detail: string; readonly remedy: string }
  | { readonly kind: 'budget-too-small'; readonly needed: number; readonly budget: number }
  | { readonly kind: 'key-missing'; readonly promptPath?: string }
  | { readonly kind: 'key-refused'; readonly detail: string; readonly promptPath?: string }
  | { readonly kind: 'model-failed'; readonly detail: string; readonly attempts: number; readonly promptPath?: string }
  | { readonly kind: 'model-rejected'; readonly detail: string; readonly promptPath?: string }
  | { readonly kind: 'answer-cut'; readonly detail: string; readonly promptPath?: string }
  | { readonly kind: 'answer-refused'; readonly detail: string; readonly promptPath?: string }
  | { readonly kind: 'answer-empty'; readonly detail: string; readonly promptPath?: string }
  | { readonly kind: 'recording-missing'; readonly path: string }
  | { readonly kind: 'file-unreadable'; readonly path: string; readonly detail: string }
  /** `stuck`: a file that could not be put back as it was. */
  | { readonly kind: 'write-failed'; readonly path: string; readonly detail: string; readonly stuck?: string }
  /** Another process changes the workspace; `holder` is it in words, `path` its lock. */
  | { readonly kind: 'workspace-busy'; readonly path: string; readonly holder: string }
  | { readonly kind: 'base-changed'; readonly paths: readonly string[] }
  | { readonly kind: 'rollback-conflict'; readonly paths: readonly string[] }
  | { readonly kind: 'nothing-to-roll-back'; readonly foreign: boolean }
  | { readonly kind: 'runner-unknown'; readonly path: string }
  | { readonly kind: 'runner-missing'; readonly runner: string; readonly detail: string; readonly install: string }
  | { readonly kind: 'debugger-missing'; readonly extension: string }
  | { readonly kind: 'untrusted-workspace' }
  | { readonly kind: 'input-invalid'; readonly detail: string };
