import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import type { WritingPhase } from '../phase';

/** The content of a file by its hash, and its mode. */
export interface JournalFileState {
  readonly hash: string;
  readonly mode: number | undefined;
}

export interface JournalChange {
  /** Workspace-relative, forward slashes; checked again before anything is written back. */
  readonly path: string;
  readonly before: JournalFileState | undefined;
  readonly after: JournalFileState | undefined;
}

/**
 * One applied generation. `intent` is durable before the first byte of the workspace changes, `applied` says that all are
 * written, `kept` that they were judged and stay. An entry that never got to `kept` belongs to a run that was cut off.
 */
export interface JournalEntry {
  readonly id: string;
  readonly sessionId: string;
  readonly component: string;
  readonly phase: WritingPhase;
  /** ISO 8601. */
  readonly at: string;
  readonly state: 'intent' | 'applied' | 'kept' | 'rolled-back';
  readonly changes: readonly JournalChange[];
  /** Folders that this entry created, outermost first; removed by a rollback when empty. */
  readonly createdFolders: readonly string[];
}

/** Keeps originals and entries durably, outside git's sight, private to the user. */
export interface JournalStore {
  /** Stores bytes under their hash; storing the same twice costs nothing. */
  putContent(bytes: Uint8Array): Promise<Result<string, Problem>>;
  /** Undefined when the journal does not hold this content (any more). */
  getContent(hash: string): Promise<Uint8Array | undefined>;
  writeEntry(entry: JournalEntry): Promise<Result<undefined, Problem>>;
  /** Oldest first. */
  readEntries(): Promise<readonly JournalEntry[]>;
  /** Entries left before `kept` by a process that is gone; one that is still at work finishes its own. */
  readInterrupted(): Promise<readonly JournalEntry[]>;
  /** Whether there are entries that another user or machine wrote; they are never read. */
  hasForeign(): Promise<boolean>;
}
