import type { Contract, ContractCheck } from '../contracts/contract';

/** Something that is not as a check wants it. */
export interface Breach {
  /** Undefined when it is about the project as a whole. */
  readonly path: string | undefined;
  /** From 1; undefined when it is about the file as a whole. */
  readonly line: number | undefined;
  /** What is told apart by: the text of the line, or the name of what is missing. Never shown, since it may be a secret. */
  readonly content: string;
  /** A sentence. */
  readonly message: string;
}

export interface NotEvaluated {
  /** Undefined for the check as a whole. */
  readonly path: string | undefined;
  /** A clause. */
  readonly why: string;
}

/** What came of one check of one contract. */
export interface CheckResult {
  readonly contract: Contract;
  readonly check: ContractCheck;
  readonly breaches: readonly Breach[];
  readonly notEvaluated: readonly NotEvaluated[];
  /** How many files it is about; undefined for the project as a whole. With none, there was nothing to check. */
  readonly files: number | undefined;
}
