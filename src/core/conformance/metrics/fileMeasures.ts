/** What of a source file is counted, by the names that contracts have for it. */
export interface FileMeasures {
  readonly kind: 'measured';
  /** In the order of the source; those inside of others, too. */
  readonly functions: readonly FunctionMeasures[];
  readonly classes: readonly { readonly name: string; readonly line: number; readonly methods: number }[];
  readonly imports: number;
}

export interface FunctionMeasures {
  readonly name: string;
  /** From 1. */
  readonly line: number;
  readonly cyclomatic_complexity: number;
  /** Lines with code, without blank ones and those of comments and docstrings alone. */
  readonly function_length: number;
  readonly nesting_depth: number;
  /** Without the object that a method belongs to. */
  readonly parameter_count: number;
}
