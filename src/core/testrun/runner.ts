import type { TestReport, TestResult } from './report';

/** What to run. Paths are workspace-relative with forward slashes. */
export interface TestRequest {
  /** Test files; at least one. */
  readonly files: readonly string[];
  /** For the whole run. */
  readonly timeLimitMs: number;
}

export type TestEvent =
  | { readonly kind: 'run-started'; readonly runner: string; readonly command: string }
  | { readonly kind: 'output'; readonly text: string }
  | { readonly kind: 'test'; readonly result: TestResult }
  /** Always the last event, exactly once, also after cancelling. */
  | { readonly kind: 'run-ended'; readonly report: TestReport };

export interface SyntaxCheck {
  readonly path: string;
  /** Undefined when the syntax is right; else the interpreter's own words. */
  readonly error: string | undefined;
}

/** One test runner of the user's project. */
export interface TestRunner {
  /** `pytest`, `node:test`. */
  readonly name: string;
  run(request: TestRequest, signal: AbortSignal): AsyncIterable<TestEvent>;
  /** The interpreter's own word on each file, without running it. */
  checkSyntax(paths: readonly string[], signal: AbortSignal): Promise<readonly SyntaxCheck[]>;
}

/** Finds the runner for a test file; undefined when no adapter knows the file's language. */
export interface TestRunners {
  for(testFile: string): TestRunner | undefined;
}
