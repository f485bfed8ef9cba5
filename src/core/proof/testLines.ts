/** Lines of one file that one test ran, from 1, in their order. */
export interface LinesRun {
  /** Workspace-relative with forward slashes. */
  readonly path: string;
  readonly lines: readonly number[];
}

/** Which lines of a component's own files each of its tests ran, as a run of that test alone measured it. */
export interface TestLines {
  readonly tests: readonly { readonly id: string; readonly files: readonly LinesRun[] }[];
  /** Tests whose lines nobody could tell, and why, for people. */
  readonly unknown: readonly { readonly id: string; readonly why: string }[];
}
