import type { Place } from '../../errors';

/** What is wrong in a contract or an exemption. An error: what is written there does not hold as it stands. */
export interface ContractFinding {
  readonly severity: 'error' | 'warning';
  readonly place: Place;
  /** A sentence or two: what is wrong, and what to do. */
  readonly message: string;
}
