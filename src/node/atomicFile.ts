import { randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode } from './describeSystemError';

const UNFINISHED = /^\.agentforge-[0-9a-f]{12}\.tmp$/;

/** Writes a file so that it is either as before or whole: temporary file beside it, flush, rename, flush of the folder. */
export async function writeAtomically(path: string, bytes: Uint8Array, mode: number | undefined): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  const temporary = join(folder, `.agentforge-${randomBytes(6).toString('hex')}.tmp`);
  try {
    const file = await open(temporary, 'wx', mode ?? 0o666);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    if (mode !== undefined) await chmod(temporary, mode);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(folder);
}

/** Where a folder cannot be opened for its flush (Windows, a folder without read permission) the rename alone must do. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (errorCode(error) !== 'EACCES') throw error;
  }
}

/** Removes from a folder what killed writes left there. */
export async function removeUnfinishedIn(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (errorCode(error) === undefined) throw error;
    return []; // No such folder, or not ours to read: then nothing of ours is in it.
  });
  for (const name of names.filter((each) => UNFINISHED.test(each))) await rm(join(folder, name), { force: true });
}
