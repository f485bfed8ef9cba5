import type { GraphFile } from '../../core/codebase/graph/graphFile';
import type { ReasonLeftOut } from '../../core/codebase/listing/whyLeftOut';

/** How a file lay on the disk when it was read; what is the same has not been written since. */
export interface FileMark {
  readonly size: number;
  readonly modified: number;
  readonly changed: number;
  readonly inode: number;
}

/** What the index keeps of a file. */
export interface IndexedFile {
  readonly mark: FileMark;
  /** Of its content; empty for what was not read. */
  readonly hash: string;
  readonly graph: GraphFile;
  /** UTF-8; undefined until it is shown for the first time. */
  readonly outline: Uint8Array | undefined;
  readonly leftOut: ReasonLeftOut | undefined;
}

/** Whether a file is, as far as the system tells, as it was. */
export function isSameMark(one: FileMark, other: FileMark): boolean {
  return (
    one.size === other.size &&
    one.modified === other.modified &&
    one.changed === other.changed &&
    one.inode === other.inode
  );
}
