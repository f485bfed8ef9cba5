import type { Result } from '../lib/result';

/** What the files are looked for for. */
export interface CodebaseQuery {
  /** Files that the work is about. Those that exist are in the graph; others, such as the module to be written, still give their folder and name. */
  readonly seeds: readonly string[];
  /** Files that are in the prompt anyway, or must not be shown: never findings. */
  readonly without: readonly string[];
  /** Files that count as if they were not there: what the work itself writes, where the answer may not depend on how far it is. */
  readonly absent?: readonly string[];
  /** Text to take names and words from: the component's part of the specification, a test file. */
  readonly texts: readonly { readonly text: string; readonly weight: number }[];
  /** Paths that are named outright, as a failure names them: before all that is only likely. */
  readonly named: readonly string[];
  /** Who names them, for people: `named by the failure`. */
  readonly whyNamed?: string;
  /** Paths that the user wants to be in: first of all. */
  readonly pinned: readonly string[];
  /** Wants tests alone, as examples; else tests count for less than the code. */
  readonly only?: 'tests';
  /** At most so many tokens of findings (upper estimate) are worth giving. */
  readonly tokens: number;
}

/** A file of the codebase that matters for the work. */
export interface Finding {
  readonly path: string;
  /** Comparable within one answer only. */
  readonly score: number;
  /** Why it is here, for people: "imported by tests/test_cart.py". */
  readonly why: string;
  /** Signatures and first lines of docs, by structure; '' for a file that has none. */
  readonly outline: string;
  /** What of the outline tells most, in a few lines; '' for a file that has none. */
  readonly inShort: string;
  /** The whole text, where it is small enough to be worth it. */
  readonly text: string | undefined;
  /** Why nothing of it is to be shown, for people: "made by a tool". */
  readonly leftOut?: string;
}

/** Finds files of the codebase by what the work is about. */
export interface CodebaseSearch {
  /**
   * Answers several questions about the codebase as it is at one moment, each best first, in the order of the questions; none of them
   * when it was cancelled. When there is no index, one sentence for people that says why: the work goes on without.
   */
  find(
    queries: readonly CodebaseQuery[],
    signal: AbortSignal,
  ): Promise<Result<readonly (readonly Finding[])[], string>>;
}
