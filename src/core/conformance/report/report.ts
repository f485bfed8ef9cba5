import type { Contract, ContractCheck, Severity } from '../contracts/contract';
import type { NotEvaluated } from '../evaluate/checkResult';
import type { Baseline } from './baseline';
import type { MovedFile } from './followMoves';
import type { Violation } from './violation';

/** `nothing to check`: no file is in its scope. Only what was looked at as a whole is passed. */
export type CheckState = 'passed' | 'failed' | 'not evaluated' | 'nothing to check';

export interface ReportedCheck {
  readonly contract: Contract;
  readonly check: ContractCheck;
  readonly state: CheckState;
  readonly violations: readonly Violation[];
  readonly notEvaluated: readonly NotEvaluated[];
  readonly files: number | undefined;
}

/** What came of holding a project against its contracts. */
export interface ConformanceReport {
  readonly checks: readonly ReportedCheck[];
  readonly violations: readonly Violation[];
  /** What the violations were held against, with moved files where they are now. */
  readonly baseline: Baseline;
  readonly moved: readonly MovedFile[];
  /** Entries of the baseline whose violation is gone. */
  readonly gone: Baseline;
  readonly files: number;
  readonly withoutText: number;
  readonly leftAway: number;
}

export interface ReportCounts {
  readonly checks: Readonly<Record<CheckState, number>>;
  readonly open: Readonly<Record<Severity, number>>;
  readonly known: number;
  readonly exempted: number;
}

export function countsOf({ checks, violations }: ConformanceReport): ReportCounts {
  const inState = (state: CheckState) => checks.filter((each) => each.state === state).length;
  const open = violations.filter(({ state }) => state === 'new' || state === 'expired');
  const ofSeverity = (severity: Severity) => open.filter((each) => each.severity === severity).length;
  return {
    checks: {
      passed: inState('passed'),
      failed: inState('failed'),
      'not evaluated': inState('not evaluated'),
      'nothing to check': inState('nothing to check'),
    },
    open: { error: ofSeverity('error'), warning: ofSeverity('warning'), info: ofSeverity('info') },
    known: violations.filter(({ state }) => state === 'known').length,
    exempted: violations.filter(({ state }) => state === 'exempted').length,
  };
}

/** Checks of severity error that nobody could tell: they keep a run from succeeding, too. */
export function blockingUnknowns({ checks }: ConformanceReport): readonly ReportedCheck[] {
  return checks.filter(({ check, notEvaluated }) => check.severity === 'error' && notEvaluated.length > 0);
}
