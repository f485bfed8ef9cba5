/** A number that says how much an assertion lets pass. */
export interface Tolerance {
  /** `rel`, `abs`, `places`, `delta`, `exceptions`, `below`, `above`, ..: only equal names compare. */
  readonly name: string;
  /** Larger lets more pass. */
  readonly value: number;
  /** As written. */
  readonly text: string;
}

/** An assertion of a test, in a form in which formatting and comments do not count. */
export interface Assertion {
  /** From 1. */
  readonly line: number;
  /** The statement without comments and free white space. */
  readonly text: string;
  /** How much it demands: `exact` (equality), `bounded` (tolerance, comparison, containment), `weak` (truthy, not null, any error). */
  readonly strength: 'exact' | 'bounded' | 'weak';
  /** Whether all it looks at are mocks that the test made itself; whether the subject was called in between is for a run to say. */
  readonly onOwnMocks: boolean;
  /** The conditions, loops, handlers and early ends that decide whether it is reached, from the outermost; absent when nothing does. */
  readonly guards?: readonly string[];
  readonly tolerances?: readonly Tolerance[];
  /** The helper or fixture that it stands in, and its file; absent when it stands in the test itself. */
  readonly from?: { readonly file: string; readonly name: string };
}

/** What one test promises. */
export interface TestPromise {
  readonly file: string;
  /** Where its text stands, when that is another file: a test that its class inherits. */
  readonly definedIn?: string;
  /** Suites or classes from the outermost, then the test itself, as the runner names them without parameters. */
  readonly path: readonly string[];
  /** First and last line, from 1. */
  readonly line: number;
  readonly endLine: number;
  /** Its own, then those of the helpers and fixtures that it uses. */
  readonly assertions: readonly Assertion[];
  /** Parameter sets, each as text; a runner makes one test of each. */
  readonly parameters: readonly string[];
  /** Marks and tags that are neither skips nor parameters. */
  readonly markers: readonly string[];
  /** Skips and expected failures, conditions included. */
  readonly skips: readonly string[];
  /** Names of the fixtures and of the helpers in reach that it uses, directly or through others, sorted. */
  readonly uses: readonly string[];
  /** Everything it does, assertions only marked, one statement a line; a change of it alone is a change of set-up. */
  readonly body: string;
}

/** A fixture, a helper function, a constant or a hook that tests use, wherever it stands among the test files. */
export interface TestSupport {
  readonly file: string;
  readonly name: string;
  /** An imported name counts as a constant. */
  readonly kind: 'fixture' | 'helper' | 'constant' | 'hook';
  readonly line: number;
  readonly text: string;
  /** Statements in it that replace what others see: mocks of modules, assignments to attributes of imported things. */
  readonly patches?: readonly string[];
}

/** What the tests of a component promise, and everything that decides about it; plain data that can be stored as JSON. */
export interface TestContract {
  readonly version: 1;
  readonly tests: readonly TestPromise[];
  readonly support: readonly TestSupport[];
  /** Snapshots, runner configuration and thresholds: files whose values count as a whole, by key path where they have keys. */
  readonly settings: readonly { readonly file: string; readonly key: string; readonly value: string }[];
}
