/** An in-project file that the true implementation imports. */
export interface TrueFile {
  readonly path: string;
  /** What it takes from there; empty when it takes the module as a whole. */
  readonly names: readonly string[];
}

/** An implementation that is taken away, and what it was built on. Paths are from the project's folder, with `/`. */
export interface RecallCase {
  readonly implementation: string;
  /** The test file that is for it, by its name. */
  readonly test: string;
  readonly truth: readonly TrueFile[];
  /** What the module says of itself: its docstring or leading comment, then the doc comments of what it makes public. */
  readonly description: string;
}
