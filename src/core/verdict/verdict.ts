import type { Contradiction } from '../changes/contradiction';
import type { Phase } from '../phase';
import type { TestOutcome } from '../testrun/report';
import type { TrivialSubject } from '../testrun/substitute';
import type { TestedLines } from './testedLines';

/** Why a test counts for or against the phase. RED: the first block counts for it, the second against it. */
export type TestReason =
  | 'assertion'
  | 'not-implemented'
  | 'symbol-missing'
  | 'subject-missing'
  | 'subject-error'
  // What a test of RED must not be.
  | 'passes'
  | 'syntax-error'
  | 'unexplained-import'
  | 'fixture-error'
  | 'library-error'
  | 'test-error'
  | 'asserts-nothing'
  | 'asserts-on-mocks'
  | 'timed-out'
  | 'crashed'
  | 'skipped'
  | 'not-run'
  | 'independent'
  | 'flaky'
  | 'vacuous'
  // Failed before the change already, so it counts neither way.
  | 'pre-existing'
  // The later phases.
  | 'fails'
  | 'passes-as-wanted'
  | 'regressed'
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
  /** Trivial subjects that satisfy the test; set in RED when there are any. */
  readonly fooledBy?: readonly TrivialSubject[];
  /** Set when the test is only listed: it counts neither for the phase nor against it. */
  readonly apart?: true;
}

/** A requirement or a method for which trivial subjects satisfy all tests: nothing about it is proven. */
export interface VacuityBlock {
  readonly kind: 'requirement' | 'symbol';
  /** `FR-001`, `Cart.add`. */
  readonly name: string;
  /** At least one; each satisfies all the tests. */
  readonly subjects: readonly TrivialSubject[];
  /** Ids of the tests. */
  readonly tests: readonly string[];
}

/** One thing that a phase after RED looks at. `not-configured` and `not-available` are never counted as passed. */
export interface Check {
  readonly name:
    | 'syntax'
    | 'tests'
    | 'tests unchanged'
    /** Tests of other files, which import what the change touches. */
    | 'other tests'
    | 'public interface'
    | 'conformance'
    | 'coverage'
    | 'improvement'
    | 'requirement proof';
  readonly result: 'passed' | 'failed' | 'not-configured' | 'not-available';
  readonly detail: string;
  /** The same one by one, where a person looks first; set when there is something. */
  readonly findings?: readonly CheckFinding[];
}

/** One thing that a check found, or could not tell. */
export interface CheckFinding {
  /** Workspace-relative; undefined when it is about the project as a whole. */
  readonly path: string | undefined;
  /** From 1; undefined for the file as a whole. */
  readonly line: number | undefined;
  /** Sentences: what is so, and how to mend it where that is known. */
  readonly what: string;
  /** What says so, `error of own/no-print`. */
  readonly by: string;
  /** Whether the check fails for it. */
  readonly fails: boolean;
}

/** What the model claims instead of an answer, with the places it speaks of as far as they are found. */
export interface Claim extends Contradiction {
  readonly testPlace: { readonly path: string; readonly line: number | undefined } | undefined;
  readonly criterionPlace: { readonly path: string; readonly line: number } | undefined;
}

/** What a run that happened says about a phase. */
export interface Verdict {
  readonly phase: Phase;
  readonly reached: boolean;
  /** One sentence. */
  readonly summary: string;
  readonly tests: readonly JudgedTest[];
  readonly checks: readonly Check[];
  /** Claims that test and specification contradict each other; a person decides about them. */
  readonly claims: readonly Claim[];
  /** What keeps RED from being reached beside single tests; set when there is something. */
  readonly blocks?: readonly VacuityBlock[];
  /** Which lines each test ran, where that was measured. */
  readonly lines?: TestedLines;
  /** What else the reader should know; each one sentence. */
  readonly notes: readonly string[];
  /** The command that was run, or undefined when none was. */
  readonly command: string | undefined;
  /** ISO 8601, of the run. */
  readonly ranAt: string | undefined;
}
