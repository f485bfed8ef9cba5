export type WorkaroundKind =
  | 'special-case'
  | 'knows-runner'
  | 'reads-stack'
  | 'patched-clock'
  | 'patched-equality'
  | 'patched-exit'
  | 'touches-tests';

/** A place in subject code that looks like a way around the tests. */
export interface Workaround {
  readonly kind: WorkaroundKind;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** What it is and which test it would fool, where that is known; one sentence. */
  readonly detail: string;
  /** `decide`: not accepted without a person's own word. `notice`: worth a look, and often honest. */
  readonly weight: 'decide' | 'notice';
}
