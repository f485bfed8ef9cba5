import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import type { WritingWork } from '../phase';

/** The content of a file by its hash, and its mode. */
export interface JournalFileState {
  readonly hash: string;
  readonly mode: number | undefined;
}

export interface JournalChange {
  /** Workspace-relative, forward slashes; checked again before anything is written back. */
  readonly path: string;
  readonly before: JournalFileState | undefined;
  /** What stands on disk. */
  readonly after: JournalFileState | undefined;
  /** The hash of what was to be written, where saving made something else of it: it may format. */
  readonly proposed?: string | undefined;
}

/**
 * One applied generation. `intent` is durable before the first byte of the workspace changes, `applied` says that all are
 * written, `kept` that they were judged and stay, `undoing` that they are being taken back. An entry that never got to `kept` or
 * `rolled-back` belongs to a run that was cut off.
 */
export interface JournalEntry {
  readonly id: string;
  readonly sessionId: string;
  readonly component: string;
  readonly phase: WritingWork;
  /** ISO 8601. */
  readonly at: string;
  readonly state: 'intent' | 'applied' | 'kept' | 'undoing' | 'rolled-back';
  readonly changes: readonly JournalChange[];
  /** Folders that this entry created, outermost first; removed by a rollback when empty. */
  readonly createdFolders: readonly string[];
  /** What the rollback writes that has begun, or wrote that is done: from what stood there then to what is to stand there. */
  readonly undo?: readonly JournalChange[] | undefined;
  /** Whether it was cut off while it wrote, and could not be taken back without a person: a file of it may not be whole. */
  readonly cutOff?: true | undefined;
}

/** Keeps originals and entries durably, outside git's sight, private to the user. */
export interface JournalStore {
  /**
   * Does the work while nobody else does such work in this workspace, in whatever process; work inside of such work just runs.
   * A `workspace-busy` when somebody else takes long.
   */
  alone<T>(work: () => Promise<Result<T, Problem>>): Promise<Result<T, Problem>>;
  /** Makes the contents durable that the entry's changes name by their hash, then the entry; a content once stored costs nothing. */
  writeEntry(entry: JournalEntry, contents?: readonly Uint8Array[]): Promise<Result<undefined, Problem>>;
  /** What is kept for an entry, by its hash; without what was damaged since. */
  readContents(entry: JournalEntry): Promise<Result<ReadonlyMap<string, Uint8Array>, Problem>>;
  /** Undefined when there is none of this id. */
  readEntry(id: string): Promise<Result<JournalEntry | undefined, Problem>>;
  /** Those that can be read, oldest first. */
  readEntries(): Promise<readonly JournalEntry[]>;
  /**
   * Entries left open by a process that is gone; one that is still at work finishes its own. Oldest first. A problem when there
   * may be such entries that cannot be read.
   */
  readInterrupted(): Promise<Result<readonly JournalEntry[], Problem>>;
  /** Forgets the oldest entries past age and size, never an open one nor the newest of a component, and what killed writes left. */
  prune(now: Date): Promise<void>;
  /** Whether there are entries that another user or machine wrote; they are never read. */
  hasForeign(): Promise<boolean>;
}
