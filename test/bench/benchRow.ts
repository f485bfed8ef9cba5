/** What one round measured, in the row's unit. */
export interface Round {
  readonly ours: number;
  readonly peer: number;
  /** The processor time in it, also of the processes that were started, where the system tells. */
  readonly processor?: { readonly ours: number; readonly peer: number };
}

/** One figure of the bench: a file in `rows/` exports these. */
export interface BenchRow {
  /** What is measured of ours. */
  readonly name: string;
  /** What it is held against. */
  readonly peer: string;
  readonly unit: 'ms' | 'KB';
  /** Several rounds, warmed up. Throws with the reason when it cannot run here. */
  run(): Promise<readonly Round[]>;
}
