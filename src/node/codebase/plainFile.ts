import { closeSync, constants, lstatSync, openSync, readSync } from 'node:fs';
import { errorCode } from '../describeSystemError';
import type { FileMark } from './indexedFile';

const FIRST_SIZE = 1 << 17;
/** Opens no link, and does not wait for what is no file; Windows has no such flags. */
const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
const FLAGS = O_RDONLY | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0);

/** How a file lies on the disk; undefined for what is not there, and for what is no plain file: nobody follows a link. */
export function markOf(path: string): FileMark | undefined {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats?.isFile()) return undefined;
  return { size: stats.size, modified: stats.mtimeMs, changed: stats.ctimeMs, inode: stats.ino };
}

/** Reads one plain file after the other into the same memory. */
export class PlainReader {
  private memory = Buffer.allocUnsafeSlow(FIRST_SIZE);

  /**
   * Good until the next one is read. Undefined for what is gone by now, that may not be read, or is no plain file.
   * @param size as it was a moment ago
   */
  read(path: string, size: number): Buffer | undefined {
    try {
      const file = openSync(path, FLAGS);
      try {
        return this.readAll(file, size);
      } finally {
        closeSync(file);
      }
    } catch (error) {
      if (errorCode(error) === undefined) throw error;
      return undefined;
    }
  }

  private readAll(file: number, size: number): Buffer {
    for (let at = 0; ; ) {
      if (at === this.memory.length) this.memory = Buffer.concat([this.memory], at * 2);
      const room = this.memory.length - at;
      const count = readSync(file, this.memory, at, room, null);
      at += count;
      // Less than there was room for is the end of a file: nobody has to ask once more.
      if (count === 0 || (at === size && count < room)) return this.memory.subarray(0, at);
    }
  }
}
