import type { CheckedPath } from '../workspace/checkedPath';

/** A file as it stands on disk. */
export interface FileState {
  readonly bytes: Uint8Array;
  /** POSIX permission bits, or undefined where the platform has none. */
  readonly mode: number | undefined;
}

/** A change that carries what it replaces, so that its inverse is the same value turned round. A rename is two of them. */
export interface FileChange {
  readonly path: CheckedPath;
  /** Undefined: there is no file before. */
  readonly before: FileState | undefined;
  /** Undefined: there is no file after. */
  readonly after: FileState | undefined;
}
