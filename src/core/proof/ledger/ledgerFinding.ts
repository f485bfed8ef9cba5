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
  /** Undefined where the component is not known any more, or its entries do not follow from each other. */
  readonly places?: ProofPlaces;
}

/** Where a person finds what a proof speaks of. Paths are workspace-relative, lines count from 1. */
export interface ProofPlaces {
  /** Of the component in its specification. */
  readonly line: number;
  /** What is demanded of it, as far as tests can name it. */
  readonly requirements: readonly {
    readonly id: string;
    readonly title: string;
    readonly line: number;
    /** Indices of those among `tests` that name it. */
    readonly tests: readonly number[];
    /** Its criteria that none of these can be for. */
    readonly lacking: readonly string[];
  }[];
  readonly code: readonly string[];
  readonly tests: readonly PlacedTest[];
  readonly entries: readonly { readonly phase: string; readonly path: string }[];
}

/** A test that an entry speaks of. */
export interface PlacedTest {
  readonly name: string;
  readonly file: string;
  readonly line: number | undefined;
  /** Why it failed without the code, in words; what is recorded. */
  readonly red: string;
  /** How it ended now with the code; undefined when it was not run. */
  readonly outcome: string | undefined;
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
