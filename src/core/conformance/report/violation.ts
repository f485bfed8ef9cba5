import type { Severity } from '../contracts/contract';

/**
 * `new` blocks when its severity is error; `known` stands in the baseline, `exempted` is let through by somebody. `expired`: an
 * exemption for it does not hold any more, so it blocks like a new one.
 */
export type ViolationState = 'new' | 'known' | 'exempted' | 'expired';

export interface Violation {
  /** `V-` and 12 hex digits; the same for the same text in the same file, wherever it moves. */
  readonly id: string;
  readonly contract: string;
  readonly check: string;
  readonly severity: Severity;
  /** Undefined when it is about the project as a whole. */
  readonly path: string | undefined;
  /** From 1; undefined when it is about the file as a whole. */
  readonly line: number | undefined;
  readonly message: string;
  readonly fixHint: string | undefined;
  readonly state: ViolationState;
  /** Id of the exemption that lets it through, or did. */
  readonly exemption: string | undefined;
}

/** Whether it keeps a run from succeeding. */
export function blocks({ severity, state }: Pick<Violation, 'severity' | 'state'>): boolean {
  return severity === 'error' && (state === 'new' || state === 'expired');
}

/** What is so, and how to mend it where that is known. */
export function violationWords({ message, fixHint }: Pick<Violation, 'message' | 'fixHint'>): string {
  if (fixHint === undefined) return message;
  return `${/[.!?]$/.test(message) ? message : `${message}.`} ${fixHint}`;
}
