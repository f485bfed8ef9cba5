/** Time and chance as arguments, so that the core is deterministic under test. */
export interface Clock {
  now(): Date;
  /** Resolves after the delay in milliseconds; rejects with the signal's reason when it aborts first. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** Uniform in [0, 1). */
  random(): number;
}
