/** What the graph keeps of a file. */
export interface GraphFile {
  readonly path: string;
  readonly bytes: number;
  /** Name numbers, each once. */
  readonly defined: Uint32Array;
  /** Name numbers and, at the same place, how often each is used. */
  readonly used: Uint32Array;
  readonly counts: Uint32Array;
  /** As the source names them, each once; in Python and Rust with a space and a name for each that is taken from it. */
  readonly imports: readonly string[];
  /** Namespaces that the file adds to, in languages that import those: `Shop.Cart`. */
  readonly namespaces: readonly string[];
}
