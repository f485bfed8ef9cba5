/** The four phases of honest TDD, in their order. */
export const PHASES = ['red', 'green', 'refactor', 'verify'] as const;
export type Phase = (typeof PHASES)[number];

/** The phases in which a model writes; VERIFY only looks. */
export const WRITING_PHASES = ['red', 'green', 'refactor'] as const;
export type WritingPhase = (typeof WRITING_PHASES)[number];

/** What the answer may do to files: write them whole, add to existing ones, or repair what a failure shows. */
export const MODES = ['full', 'incremental', 'fix'] as const;
export type Mode = (typeof MODES)[number];

export const PHASE_LABEL: Readonly<Record<Phase, string>> = {
  red: 'RED',
  green: 'GREEN',
  refactor: 'REFACTOR',
  verify: 'VERIFY',
};
