/** Settings of one generation, from `.agentforge/generation.yaml` and the environment, defaults filled in. Token counts are tokens, delays milliseconds. */
export interface Config {
  readonly model: string;
  readonly maxContextTokens: number;
  readonly maxResponseTokens: number;
  readonly retry: RetryPolicy;
  readonly output: {
    readonly addHeaderComment: boolean;
    readonly backupExisting: boolean;
  };
  readonly directories: {
    /** Workspace-relative folder for tests of components whose specification names no path; undefined: the language's convention. */
    readonly tests: string | undefined;
    readonly implementation: string | undefined;
  };
  /** Wishes of the project for a phase, put into the prompt as they are. */
  readonly phaseNotes: {
    readonly red: readonly string[];
    readonly green: readonly string[];
    readonly refactor: readonly string[];
  };
  readonly refactorRequiresPassingTests: boolean;
}

export interface RetryPolicy {
  /** Attempts in all, the first one included. */
  readonly maxAttempts: number;
  readonly baseDelayMs: number;
  readonly maxDelayMs: number;
}

export const DEFAULT_CONFIG: Config = {
  model: 'claude-sonnet-5-5',
  maxContextTokens: 32_000,
  maxResponseTokens: 32_000,
  retry: { maxAttempts: 3, baseDelayMs: 1_000, maxDelayMs: 30_000 },
  output: { addHeaderComment: true, backupExisting: false },
  directories: { tests: undefined, implementation: undefined },
  phaseNotes: { red: [], green: [], refactor: [] },
  refactorRequiresPassingTests: true,
};
