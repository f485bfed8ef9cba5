/** Lines of one file that one test ran, from 1, in their order. */
export interface LinesRun {
  /** Workspace-relative with forward slashes. */
  readonly path: string;
  readonly lines: readonly number[];
}

/** Tests that run whenever one of them does, such as the cases of one method: their lines are known of all together. */
export interface TestsTogether {
  /** At least two. */
  readonly ids: readonly string[];
  readonly files: readonly LinesRun[];
}

/** Which lines of a component's own files each of its tests ran, as a run of that test alone measured it. */
export interface TestLines {
  readonly tests: readonly { readonly id: string; readonly files: readonly LinesRun[] }[];
  /** None of these is among the others, unless it could be measured alone too. */
  readonly together?: readonly TestsTogether[];
  /** Tests whose lines nobody could tell, and why, for people. */
  readonly unknown: readonly { readonly id: string; readonly why: string }[];
}
