import type { TestImport, TestResult } from '../../core/testrun/report';

/** A test that the runner knows of, before it has a result. */
export interface KnownTest {
  readonly id: string;
  readonly name: string;
  readonly file: string;
  readonly line: number | undefined;
  /** The id of the suite or test that it stands in, where that has an id of its own. */
  readonly parent?: string | undefined;
}

/** What an adapter learns while its runner runs. Paths are workspace-relative. */
export type RunRecord =
  | { readonly kind: 'imports'; readonly imports: readonly TestImport[] }
  /** Tests that stand in the text of a file; they count only when the runner never came to say which tests there are. */
  | { readonly kind: 'declared'; readonly tests: readonly KnownTest[] }
  /** Tests that the runner is going to run. */
  | { readonly kind: 'known'; readonly tests: readonly KnownTest[] }
  | { readonly kind: 'file-started'; readonly file: string }
  | { readonly kind: 'started'; readonly test: KnownTest }
  /** What was known as a test was only a group of them. */
  | { readonly kind: 'group'; readonly id: string }
  | { readonly kind: 'result'; readonly result: TestResult }
  /** A test that was not chosen ran all the same. */
  | { readonly kind: 'beside'; readonly id: string }
  /** What a test used of the substitutes; comes before its result, and may come in pieces. */
  | { readonly kind: 'touched'; readonly id: string; readonly symbols: readonly string[] }
  /** What the runner printed for people, where its report goes to standard output too. */
  | { readonly kind: 'output'; readonly text: string }
  /** The process of one file ended before it had reported everything. */
  | { readonly kind: 'file-died'; readonly file: string; readonly detail: string }
  /** The runner came to its own end. */
  | { readonly kind: 'ended' };
