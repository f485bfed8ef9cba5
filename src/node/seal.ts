import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { link, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../core/errors';
import type { Result } from '../core/lib/result';
import { fail, ok } from '../core/lib/result';
import { discard, makeFolders, syncFolder, writeUnfinished } from './atomicFile';
import { describeSystemError, errorCode } from './describeSystemError';
import type { Environment } from './environment';
import { inUserFolder } from './userFolder';

const KEY_BYTES = 32;
const KEY_FILE = 'journal.key';

/** Tells what the product wrote for this user from what came with a repository: a clone can hold any file, but no seal. */
export class Seal {
  constructor(private readonly key: Uint8Array) {}

  /** HMAC-SHA256 as lower-case hex. */
  of(text: string): string {
    return createHmac('sha256', this.key).update(text).digest('hex');
  }

  holds(text: string, seal: string): boolean {
    const [wanted, given] = [Buffer.from(this.of(text)), Buffer.from(seal)];
    return wanted.length === given.length && timingSafeEqual(wanted, given);
  }
}

export type FindSeal = () => Promise<Result<Seal, Problem>>;

/** The seal of this user on this machine, made at the first call; a problem when the user has no folder that can be written. */
export async function userSeal(env: Environment): Promise<Result<Seal, Problem>> {
  let path = KEY_FILE;
  try {
    const key = await inUserFolder(env, (folder) => {
      path = join(folder, KEY_FILE);
      return readOrMakeKey(folder);
    });
    if (key.length === KEY_BYTES) return ok(new Seal(key));
    const detail =
      'it is empty or damaged; delete it and a new one is made, but what the old one sealed is not read any more';
    return fail({ kind: 'file-unreadable', path, detail });
  } catch (error) {
    return fail({ kind: 'file-unreadable', path, detail: describeSystemError(error) });
  }
}

/** Two processes may come here at once: the first key wins. */
async function readOrMakeKey(folder: string): Promise<Uint8Array> {
  const path = join(folder, KEY_FILE);
  const known = await readKey(path);
  if (known !== undefined) return known;
  await makeFolders(folder, 0o700);
  const unfinished = await writeUnfinished(folder, randomBytes(KEY_BYTES), 0o600);
  try {
    await link(unfinished, path);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  } finally {
    await discard(unfinished);
  }
  await syncFolder(folder);
  return readFile(path);
}

async function readKey(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}
