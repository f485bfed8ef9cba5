import type { Phase } from '../phase';
import type { TestOutcome } from '../testrun/report';

/** Why a test counts for or against the phase. */
export type TestReason =
  | 'assertion'
  | 'subject-missing'
  | 'symbol-missing'
  | 'not-implemented'
  | 'passes'
  | 'fails'
  | 'passes-as-wanted'
  | 'syntax-error'
  | 'fixture-error'
  | 'unexplained-import'
  | 'subject-error'
  | 'unexplained-error'
  | 'timed-out'
  | 'skipped'
  | 'crashed'
  | 'not-run'
  | 'flaky'
  | 'disappeared';

export interface JudgedTest {
  readonly id: string;
  readonly name: string;
  readonly file: string;
  readonly line: number | undefined;
  readonly outcome: TestOutcome;
  readonly reason: TestReason;
  /** Whether this test is as the phase needs it. */
  readonly asNeeded: boolean;
  /** One sentence for people. */
  readonly explanation: string;
}

/** One thing VERIFY looks at. `not-configured` and `not-available` are never counted as passed. */
export interface Check {
  readonly name: 'syntax' | 'tests' | 'conformance' | 'coverage' | 'requirement proof';
  readonly result: 'passed' | 'failed' | 'not-configured' | 'not-available';
  readonly detail: string;
}

/** What a run that happened says about a phase. */
export interface Verdict {
  readonly phase: Phase;
  readonly reached: boolean;
  /** One sentence. */
  readonly summary: string;
  readonly tests: readonly JudgedTest[];
  readonly checks: readonly Check[];
  /** What else the reader should know; each one sentence. */
  readonly notes: readonly string[];
  /** The command that was run, or undefined when none was. */
  readonly command: string | undefined;
  /** ISO 8601, of the run. */
  readonly ranAt: string | undefined;
}
