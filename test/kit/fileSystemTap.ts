import type { FileHandle } from 'node:fs/promises';

/** A call of the product that changes the disk, or reads it. */
export interface FileCall {
  /** Such as `rename`, or `file.sync` for that of an open file. */
  readonly name: string;
  readonly path: string;
  /** The new name, for a `rename` or a `link`. */
  readonly to?: string;
  /** What is to be written, for a write. */
  readonly bytes?: Uint8Array;
}

/** `run` does what was asked for; with `part`, a write only so many bytes of it. */
type Tap = (call: FileCall, run: (part?: number) => Promise<unknown>) => Promise<unknown>;

type Functions = Record<string, (...args: unknown[]) => Promise<unknown>>;

const ON_PATHS = ['rename', 'rm', 'rmdir', 'mkdir', 'link', 'writeFile', 'chmod'] as const;
const ON_FILES = ['writeFile', 'sync', 'chmod', 'close'] as const;
const READING_PATHS = ['access', 'lstat', 'readFile', 'readdir', 'realpath', 'stat'] as const;
const READING_FILES = ['readFile', 'stat'] as const;

/**
 * Puts itself between the product and the disk of this process: every call that changes something goes through `tap`, and with
 * `reads` every other too. Gives what ends it.
 */
export function tapFileSystem(tap: Tap, reads?: 'reads'): () => void {
  const disk = require('node:fs/promises') as Functions;
  const originals = { ...disk };
  for (const name of [...ON_PATHS, ...(reads === undefined ? [] : READING_PATHS)]) {
    const original = must(originals[name]);
    const isNaming = name === 'rename' || name === 'link';
    disk[name] = async (...args) =>
      tap({ name, path: String(args[0]), ...(isNaming && { to: String(args[1]) }) }, () => original(...args));
  }
  disk['open'] = async (...args) => {
    const opening = () => must(originals['open'])(...args);
    const path = String(args[0]);
    const isReading = args[1] === undefined || args[1] === 'r';
    const isPast = isReading && reads === undefined;
    const file = (await (isPast ? opening() : tap({ name: 'open', path }, opening))) as FileHandle;
    const names = [...ON_FILES, ...(reads === undefined ? [] : READING_FILES)];
    tapFile(file as unknown as Functions, { names, path }, tap);
    return file;
  };
  return () => Object.assign(disk, originals);
}

function tapFile(
  file: Functions,
  { names, path }: { readonly names: readonly string[]; readonly path: string },
  tap: Tap,
): void {
  for (const name of names) {
    const original = must(file[name]).bind(file);
    file[name] = async (...args) => {
      const bytes = name === 'writeFile' ? Buffer.from(args[0] as Uint8Array) : undefined;
      return tap({ name: `file.${name}`, path, ...(bytes && { bytes }) }, (part) =>
        part === undefined ? original(...args) : original(must(bytes).subarray(0, part)),
      );
    };
  }
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('there is no such function');
  return value;
}
