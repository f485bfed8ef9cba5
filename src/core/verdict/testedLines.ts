/** Lines of a file as `rangesAsText` writes them. */
export interface KeptLines {
  readonly path: string;
  readonly lines: string;
}

/** Which lines of a component each test of a run ran, small enough to be kept with its verdict. */
export interface TestedLines {
  /**
   * The component's own files as they were, with the lines that can be run. `hash`: SHA-256 of the bytes; `loaded`: lines that
   * loading the file runs, whatever is tested.
   */
  readonly files: readonly {
    readonly path: string;
    readonly hash: string;
    readonly run: string;
    readonly missed: string;
    readonly loaded: string;
  }[];
  readonly tests: readonly { readonly id: string; readonly files: readonly KeptLines[] }[];
  /** Tests that only run together. */
  readonly together?: readonly { readonly ids: readonly string[]; readonly files: readonly KeptLines[] }[];
  /** Tests whose lines nobody could tell, and why. */
  readonly unknown: readonly { readonly id: string; readonly why: string }[];
}
