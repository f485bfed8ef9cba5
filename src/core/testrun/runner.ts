import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import type { TestReport, TestResult } from './report';
import type { Substitute } from './substitute';

/** What to run. Paths are workspace-relative with forward slashes. */
export interface TestRequest {
  /** Test files; at least one. */
  readonly files: readonly string[];
  /** Ids of an earlier report; undefined for all tests of the files. */
  readonly tests?: readonly string[];
  /** Each of these is a test and no suite: what a runner would run with it, because its name begins alike, is not to run. */
  readonly exactly?: true;
  /** For the whole run. */
  readonly timeLimitMs: number;
  /** For each test, where the runner can; undefined for none. */
  readonly testTimeLimitMs?: number;
  /** Seeds the order of the tests and, where the language has one, its random numbers; undefined for the usual order. */
  readonly seed?: number;
  /** What stands in the place of the module under test. */
  readonly substitute?: Substitute;
  /** Files whose lines are measured; undefined for none. */
  readonly coverageOf?: readonly string[];
  /** Measures them test by test too, where the runner can. */
  readonly coverageByTest?: true;
}

/** What a runner can do beyond running tests; what it cannot is said, never silently left out. */
export interface RunnerAbilities {
  readonly substitutes: boolean;
  readonly order: boolean;
  /** Runs chosen tests of a file. */
  readonly selection: boolean;
  readonly testTimeLimit: boolean;
  readonly coverage: boolean;
  /** Tells in one run which lines each test of a file ran. */
  readonly coverageByTest?: true;
}

/** The plain command of a run, without our reporter: for a person, a terminal, or a debugger. */
export interface TestCommand {
  /** Absolute path of the program. */
  readonly program: string;
  readonly args: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  /** As a person would type it in the workspace folder. */
  readonly text: string;
}

export type TestEvent =
  /** `why`: why this runner, for people. */
  | { readonly kind: 'run-started'; readonly runner: string; readonly command: string; readonly why?: string }
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
  /** Why it is this one, for people: `vitest: devDependencies of packages/a/package.json`. */
  readonly why: string;
  readonly abilities: RunnerAbilities;
  command(request: Pick<TestRequest, 'files' | 'tests'>): Promise<Result<TestCommand, Problem>>;
  run(request: TestRequest, signal: AbortSignal): AsyncIterable<TestEvent>;
  /** The interpreter's own word on each file, without running it. */
  checkSyntax(paths: readonly string[], signal: AbortSignal): Promise<readonly SyntaxCheck[]>;
}

/** Finds the runner for a test file from the project files nearest to it, or from the user's own settings. */
export interface TestRunners {
  /** A problem when no adapter knows the file's language, or the chosen runner does not exist. */
  for(testFile: string): Promise<Result<TestRunner, Problem>>;
}
