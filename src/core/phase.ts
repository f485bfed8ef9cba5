/** The four phases of honest TDD, in their order. */
export const PHASES = ['red', 'green', 'refactor', 'verify'] as const;
export type Phase = (typeof PHASES)[number];

/** The phases in which a model writes; VERIFY only looks. */
export const WRITING_PHASES = ['red', 'green', 'refactor'] as const;
export type WritingPhase = (typeof WRITING_PHASES)[number];

/** What the answer may do to files: write them whole, add to existing ones, or repair what a failure shows. */
export const MODES = ['full', 'incremental', 'fix'] as const;
export type Mode = (typeof MODES)[number];

/** What files are written for: a phase of a component, or documents such as a specification. */
export type WritingWork = WritingPhase | 'documents';

export const PHASE_LABEL: Readonly<Record<Phase, string>> = {
  red: 'RED',
  green: 'GREEN',
  refactor: 'REFACTOR',
  verify: 'VERIFY',
};

/** Whatever can be at work: a phase, or the writing of documents. */
export type AnyWork = Phase | 'documents';

export const WORK_LABEL: Readonly<Record<AnyWork, string>> = { ...PHASE_LABEL, documents: 'Documents' };
