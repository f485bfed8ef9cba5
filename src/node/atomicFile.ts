import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode } from './describeSystemError';
import { retryWhileLocked } from './retryWhileLocked';

const UNFINISHED = /^\.agentforge-[0-9a-f]{12}\.tmp$/;

/** What file systems without hard links say. */
const WITHOUT_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** Whether an error says that the file system has no hard links. */
export function isWithoutLinks(error: unknown): boolean {
  return WITHOUT_LINKS.has(errorCode(error) ?? '');
}

/** Writes a file so that it is either as before or whole: temporary file beside it, flush, rename, flush of the folder. */
export async function writeAtomically(path: string, bytes: Uint8Array, mode: number | undefined): Promise<void> {
  const folder = dirname(path);
  await makeFolders(folder);
  const unfinished = await writeUnfinished(folder, bytes, mode);
  try {
    await retryWhileLocked(() => rename(unfinished, path));
  } catch (error) {
    await discard(unfinished);
    throw error;
  }
  await syncFolder(folder);
}

/** Makes what is missing of a folder and those above it, durably; gives the outermost that it made. */
export async function makeFolders(folder: string, mode?: number): Promise<string | undefined> {
  const outermost = await mkdir(folder, { recursive: true, mode });
  if (outermost !== undefined) {
    for (let made = folder; made.length >= outermost.length; made = dirname(made)) await syncFolder(dirname(made));
  }
  return outermost;
}

/** Writes and flushes a temporary file, to be renamed, into an existing folder; gives its path. Leaves nothing when it fails. */
export async function writeUnfinished(folder: string, bytes: Uint8Array, mode: number | undefined): Promise<string> {
  const path = join(folder, `.agentforge-${randomBytes(6).toString('hex')}.tmp`);
  const file = await open(path, 'wx', mode ?? 0o666);
  try {
    try {
      await file.writeFile(bytes);
      // The mode that it was opened with went through the mask of the process.
      if (mode !== undefined) await file.chmod(mode);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    await discard(path);
    throw error;
  }
  return path;
}

/** What is left harms nothing, and is removed with the next recovery. */
export async function discard(unfinished: string): Promise<void> {
  await rm(unfinished, { force: true }).catch(() => undefined);
}

/** What file systems say that flush no folders: some that come over the network or from a program. */
const UNFLUSHABLE = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EISDIR', 'EBADF']);

/**
 * Where a folder cannot be flushed (Windows, a folder without read permission, a file system that does not do it) the rename alone
 * must do.
 */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = errorCode(error) ?? '';
    if (code !== 'EACCES' && !UNFLUSHABLE.has(code)) throw error;
  }
}

/** Removes from a folder what killed writes left there, if nothing was added to it for so long. */
export async function removeUnfinishedIn(folder: string, unchangedMs = 0): Promise<void> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (errorCode(error) === undefined) throw error;
    return []; // No such folder, or not ours to read: then nothing of ours is in it.
  });
  for (const name of names.filter((each) => UNFINISHED.test(each))) {
    const path = join(folder, name);
    const written = unchangedMs === 0 ? 0 : (await stat(path).catch(() => undefined))?.mtimeMs;
    if (written !== undefined && Date.now() - written >= unchangedMs) await discard(path);
  }
}
