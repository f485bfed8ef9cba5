import type { Problem } from '../../errors';
import type { Result } from '../../lib/result';
import type { TextHash } from './proofEntry';

/** A file of the ledger's folder as it was found: its text, or why nobody reads it, as a clause. */
export interface LedgerFile {
  /** File name without its suffix. */
  readonly name: string;
  /** Workspace-relative. */
  readonly path: string;
  readonly text: Result<string, string>;
}

/** Keeps the entries of proofs in the project. They come from the repository: whoever reads them trusts none. */
export interface ProofLedger {
  /** Version of the product that writes. */
  readonly product: string;
  /** Sorted by name. */
  entries(): Promise<readonly LedgerFile[]>;
  /** A text of earlier code; undefined when there is none, or it is not what its name says. */
  text(hash: TextHash): Promise<string | undefined>;
  /** Writes an entry and then the texts that it needs, each under the hash of its text. */
  add(entry: string, texts: readonly string[]): Promise<Result<TextHash, Problem>>;
  /** Removes entries, and texts that nobody needs any more. */
  remove(entries: readonly TextHash[], texts: readonly TextHash[]): Promise<Result<undefined, Problem>>;
  /** What the program that runs a test file says of its version, in one line; '' when nobody knows. */
  toolFor(testFile: string): Promise<string>;
}
