/** Settings of one generation, from `.agentforge/generation.yaml` and the environment, defaults filled in. Token counts are tokens, delays milliseconds. */
export interface Config {
  readonly model: string;
  /** Who chose the model: a file of the repository may choose among fewer. */
  readonly modelFrom: 'default' | 'repository' | 'user';
  readonly maxContextTokens: number;
  readonly maxResponseTokens: number;
  readonly retry: RetryPolicy;
  readonly patience: Patience;
  /** What the repository allows at most, in US dollars; it may only lower what the user allows. */
  readonly budget: Readonly<Partial<Record<CapScope, number>>>;
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

/** For what a cap of the costs holds. */
export type CapScope = 'generation' | 'session' | 'day';

export interface RetryPolicy {
  /** Attempts in all, the first one included. */
  readonly maxAttempts: number;
  readonly baseDelayMs: number;
  readonly maxDelayMs: number;
}

/** How long an answer may take, in milliseconds. */
export interface Patience {
  /** Longest silence of the service, signs of life included; undefined: what is usual for it. */
  readonly idleMs: number | undefined;
  /** Longest answer, from the request to its end. */
  readonly totalMs: number;
}

export const DEFAULT_CONFIG: Config = {
  model: 'claude-sonnet-5-5',
  modelFrom: 'default',
  maxContextTokens: 32_000,
  maxResponseTokens: 32_000,
  retry: { maxAttempts: 3, baseDelayMs: 1_000, maxDelayMs: 30_000 },
  patience: { idleMs: undefined, totalMs: 1_800_000 },
  budget: {},
  output: { addHeaderComment: true, backupExisting: false },
  directories: { tests: undefined, implementation: undefined },
  phaseNotes: { red: [], green: [], refactor: [] },
  refactorRequiresPassingTests: true,
};
