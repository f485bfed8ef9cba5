/** Settings of one generation: what the user says and what the repository may say, defaults filled in. Token counts are tokens, delays milliseconds. */
export interface Config {
  readonly model: string;
  /** Who chose the model: a file of the repository may choose among fewer. */
  readonly modelFrom: 'default' | 'repository' | 'user';
  readonly maxContextTokens: number;
  /** Longest answer, thinking included; undefined: as long as the model can. */
  readonly maxResponseTokens: number | undefined;
  /** What the repository lowers that to, whatever it is; undefined: it does not. */
  readonly responseAtMost: number | undefined;
  readonly retry: RetryPolicy;
  readonly patience: Patience;
  readonly budget: Budget;
  readonly strength: StrengthPatience;
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

/** For what a cap of the costs holds, from the narrowest to the widest. */
export const CAP_SCOPES = ['generation', 'session', 'day'] as const;
export type CapScope = (typeof CAP_SCOPES)[number];

/** Caps of the costs in US dollars. */
export interface Budget {
  /** What the user set, the lowest where several places say something; what is left open has its default. */
  readonly user: Readonly<Partial<Record<CapScope, number | 'none'>>>;
  /** What the repository allows at most; it may only lower what the user allows. */
  readonly repository: Readonly<Partial<Record<CapScope, number>>>;
}

export interface RetryPolicy {
  /** Attempts in all, the first one included. */
  readonly maxAttempts: number;
  readonly baseDelayMs: number;
  readonly maxDelayMs: number;
  /** By what the wait grows with each failed attempt; undefined: it doubles. */
  readonly multiplier?: number | undefined;
}

/** How long an answer may take, in milliseconds. */
export interface Patience {
  /** Longest silence of the service, signs of life included; undefined: what is usual for it. */
  readonly idleMs: number | undefined;
  /** What the repository lowers that to, whatever is usual; undefined: it does not. */
  readonly idleAtMostMs?: number | undefined;
  /** Longest answer, from the request to its end. */
  readonly totalMs: number;
}

/** How long faults may be tried in a component's code, in milliseconds. */
export interface StrengthPatience {
  /** Undefined: as usual. */
  readonly limitMs: number | undefined;
  /** What the repository lowers that to; undefined: it does not. */
  readonly limitAtMostMs: number | undefined;
}

export const DEFAULT_CONFIG: Config = {
  model: 'claude-sonnet-5-5',
  modelFrom: 'default',
  maxContextTokens: 32_000,
  maxResponseTokens: undefined,
  responseAtMost: undefined,
  retry: { maxAttempts: 3, baseDelayMs: 1_000, maxDelayMs: 30_000 },
  patience: { idleMs: undefined, totalMs: 1_800_000 },
  budget: { user: {}, repository: {} },
  strength: { limitMs: undefined, limitAtMostMs: undefined },
  output: { addHeaderComment: true, backupExisting: false },
  directories: { tests: undefined, implementation: undefined },
  phaseNotes: { red: [], green: [], refactor: [] },
  refactorRequiresPassingTests: true,
};
