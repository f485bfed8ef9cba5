export type ContractChangeKind =
  | 'test-removed'
  | 'test-changed'
  | 'assertion-removed'
  | 'assertion-weakened'
  | 'assertion-changed'
  | 'tolerance-loosened'
  | 'skip-added'
  | 'marker-changed'
  | 'parameters-removed'
  | 'parameters-changed'
  | 'support-changed'
  | 'conftest-patches'
  | 'snapshot-changed'
  | 'threshold-lowered'
  | 'configuration-changed'
  | 'test-added';

/** One way in which a proposal touches what the tests promise. */
export interface ContractChange {
  readonly kind: ContractChangeKind;
  readonly file: string;
  /** From 1, in the proposed text; in the old one for what is removed. */
  readonly line: number;
  /** The test, as people name it; undefined when it concerns them all. */
  readonly test: string | undefined;
  /** What it is, with the old and the new words; one sentence. */
  readonly detail: string;
  /** Whether the tests demand less after it than before. */
  readonly weakens: boolean;
}
