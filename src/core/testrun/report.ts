import type { Problem } from '../errors';

export const TEST_OUTCOMES = [
  'passed',
  'failed',
  'setup-error',
  'collection-error',
  'skipped',
  'xfailed',
  'timed-out',
  'crashed',
  'not-run',
  'flaky',
] as const;
export type TestOutcome = (typeof TEST_OUTCOMES)[number];

/** One place on the way to a failure. */
export interface Frame {
  /** Workspace-relative with forward slashes; absolute when it lies outside the workspace. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** '' when the runner names none. */
  readonly function: string;
  /** Not the project's code: an installed package, the language's own library, the runner. */
  readonly library: boolean;
}

/** What stopped a test, as the runner's own exception says. */
export interface TestFailure {
  /** Exception class without its module: `AssertionError`, `ModuleNotFoundError`, `TypeError`. '' when unknown. */
  readonly exception: string;
  /** The exception's own message, first lines first; may be long. */
  readonly message: string;
  /** What the runner prints for the failure: trace and source. */
  readonly details: string;
  /** For a missing module: its name (`tools.harness.x`) or path as imported; undefined otherwise. */
  readonly missingModule?: string;
  /** For a name that a present module or object does not have. */
  readonly missingSymbol?: string;
  readonly expected?: string;
  readonly actual?: string;
  /** From where it was raised outwards, without the runner's and our own; undefined when the runner names none. */
  readonly frames?: readonly Frame[];
}

export interface TestResult {
  /** Unique in its run and stable between runs: the runner's own id, for example `tests/test_a.py::TestX::test_y`. */
  readonly id: string;
  /** Short name for people. */
  readonly name: string;
  /** Workspace-relative path with forward slashes. */
  readonly file: string;
  /** From 1; undefined when the runner does not say. */
  readonly line: number | undefined;
  readonly outcome: TestOutcome;
  readonly durationMs: number;
  readonly failure: TestFailure | undefined;
  /**
   * What the test used of the substitutes (`Cart`, `Cart.add`, `total`), in the order of first use; undefined in a run without
   * substitutes and with a runner that cannot tell.
   */
  readonly touched?: readonly string[];
}

/** A name that a test file imports from a module of the project, read from the file's text. */
export interface TestImport {
  readonly file: string;
  readonly line: number;
  /** A Python module as written (`tools.harness.escalation_domain`), a JavaScript one as workspace-relative path (`src/cart.js`). */
  readonly module: string;
  /** Imported names; empty for a whole-module import. */
  readonly names: readonly string[];
}

/** How a run as a whole ended. Only `completed` says anything about the code. */
export type RunEnd =
  | { readonly kind: 'completed' }
  | { readonly kind: 'none-ran'; readonly detail: string }
  | { readonly kind: 'died'; readonly detail: string }
  | { readonly kind: 'timed-out'; readonly limitMs: number }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'not-started'; readonly problem: Problem };

/** Which lines of a file were run. Only lines that can be run are listed, in their order. */
export interface FileCoverage {
  /** Workspace-relative. */
  readonly path: string;
  readonly lines: readonly { readonly line: number; readonly hits: number }[];
}

export type Coverage =
  | {
      readonly kind: 'measured';
      readonly files: readonly FileCoverage[];
      /** The lines that each test ran, with those that loading its file runs; set where a request for it can be met. */
      readonly byTest?: readonly {
        readonly id: string;
        readonly files: readonly { readonly path: string; readonly lines: readonly number[] }[];
      }[];
    }
  /** `detail`: what is missing; `install`: the command that brings it, where there is one. */
  | { readonly kind: 'unavailable'; readonly detail: string; readonly install: string | undefined };

/** What one run of a test runner found. */
export interface TestReport {
  /** The runner's own name: `pytest`, `node:test`, `vitest`, `go test`. */
  readonly runner: string;
  /** The command as a person would type it. */
  readonly command: string;
  readonly end: RunEnd;
  readonly tests: readonly TestResult[];
  readonly imports: readonly TestImport[];
  /** Ids of tests that ran though others were chosen, because the runner cannot leave them out; set when there are any. */
  readonly beside?: readonly string[];
  /** The end of what the runner printed, at most 64 KB. */
  readonly output: string;
  readonly durationMs: number;
  /** Set exactly when the request asked for it. */
  readonly coverage?: Coverage;
  /** ISO 8601. */
  readonly startedAt: string;
}

/** Whether the test failed, by itself or by what it needs; a test that did not run, was skipped or ended the process did not fail. */
export function isRed(outcome: TestOutcome): boolean {
  return outcome === 'failed' || outcome === 'collection-error' || outcome === 'setup-error';
}
