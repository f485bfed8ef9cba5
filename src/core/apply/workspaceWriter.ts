import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import type { CheckedPath } from '../workspace/checkedPath';
import type { FileChange, FileState } from './fileChange';

/** Writes the user's files: the only door to them. One adapter for the terminal (atomic writes), one for the editor (a WorkspaceEdit). */
export interface WorkspaceWriter {
  /** The file on disk now, or as the editor holds it when unsaved; undefined when there is none, `unreadable` for a folder or a file without permission. */
  current(path: CheckedPath): Promise<FileState | 'unreadable' | undefined>;
  /** Makes all changes or none; creates missing folders. On a problem everything is as it was. */
  apply(changes: readonly FileChange[]): Promise<Result<undefined, Problem>>;
  /** Folders on the way to a path that do not exist, outermost first; workspace-relative. */
  missingFolders(path: CheckedPath): Promise<readonly string[]>;
  /** Removes what a killed process left half written beside a file. */
  removeUnfinished(path: CheckedPath): Promise<void>;
  /** Removes a folder if it is empty; anything else is left. */
  removeEmptyFolder(relative: string): Promise<void>;
}
