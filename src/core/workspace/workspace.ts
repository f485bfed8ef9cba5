import type { CheckedPath } from './checkedPath';
import type { FileText } from './fileText';

/** Reads the user's files. In an editor, unsaved text wins over the disk. */
export interface WorkspaceReader {
  /** Undefined when there is no such file; throws only for a bug. Unreadable files are reported as such. */
  read(path: CheckedPath): Promise<FileText | 'unreadable' | undefined>;
  /** Workspace-relative paths of files (forward slashes, sorted), leaving out what git ignores; at most `limit`. */
  list(limit: number): Promise<readonly string[]>;
}
