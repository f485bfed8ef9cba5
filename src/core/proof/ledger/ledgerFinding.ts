/** What can be wrong with a ledger, or worth knowing of it; each is a name that a program can rely on. */
export type FindingCode =
  // Of a file of the ledger, whatever else there is.
  | 'unreadable'
  | 'altered'
  | 'malformed'
  | 'path-refused'
  // Of the entries of a component beside each other.
  | 'chain-broken'
  | 'reason-refused'
  | 'tests-exchanged'
  | 'entry-missing'
  // Of an entry beside the checkout: it is stale, or of something else.
  | 'specification-missing'
  | 'component-missing'
  | 'other-files'
  | 'specification-changed'
  | 'tests-changed'
  | 'code-changed'
  | 'text-missing'
  // Of what the tests did when they were run again.
  | 'not-run'
  | 'red-differs'
  | 'passing-differs'
  // Worth knowing, and nothing wrong.
  | 'changed-tests-accepted'
  | 'specification-accepted'
  | 'waived'
  | 'other-runner'
  | 'formatted'
  | 'not-in-ledger';

/** One thing about a ledger. */
export interface LedgerFinding {
  readonly code: FindingCode;
  /** A notice fails nothing. */
  readonly level: 'error' | 'notice';
  /** Undefined for a file of the ledger that could not be read as an entry. */
  readonly component: string | undefined;
  /** Where a person looks first; workspace-relative. */
  readonly file: string;
  /** From 1; undefined for the file as a whole. */
  readonly line: number | undefined;
  /** What is so, and what to do about it: sentences. */
  readonly detail: string;
}

/** How a component came out of the check: everything was run and found as recorded, something was not, or it did not come to a run. */
export type ProofState = 'holds' | 'fails' | 'not-evaluated';

export interface CheckedProof {
  readonly specification: string;
  readonly component: string;
  /** The phases of which there are entries. */
  readonly phases: readonly string[];
  readonly state: ProofState;
  /** Of the tests that were run again and did what is recorded. */
  readonly red: number;
  readonly passing: number;
}

/** All that a check of a ledger found. */
export interface LedgerReport {
  readonly proofs: readonly CheckedProof[];
  readonly findings: readonly LedgerFinding[];
}

/** Whether there is something to hold, and all of it does. */
export function ledgerHolds({ proofs, findings }: LedgerReport): boolean {
  return (
    proofs.length > 0 &&
    proofs.every(({ state }) => state === 'holds') &&
    findings.every(({ level }) => level !== 'error')
  );
}
