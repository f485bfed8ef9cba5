import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { link, lstat, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorCode } from './describeSystemError';
import type { Environment } from './environment';

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

/**
 * The seal of this user on this machine; its key lies in the user's state folder, or, for a user without a home, in a private
 * folder for temporary files. Made at the first call; throws when neither folder can be written.
 */
export async function userSeal(env: Environment): Promise<Seal> {
  const [first, second] = [stateFolder(env), join(tmpdir(), `agentforge-${process.getuid?.() ?? 'user'}`)];
  try {
    return new Seal(await readOrMakeKey(first));
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) throw error;
    await mkdir(second, { recursive: true, mode: 0o700 });
    const { uid, mode } = await lstat(second);
    const isOurs = process.getuid === undefined || (uid === process.getuid() && (mode & 0o077) === 0);
    if (!isOurs) throw new Error(`${second} belongs to somebody else`);
    return new Seal(await readOrMakeKey(second));
  }
}

function stateFolder(env: Environment): string {
  if (process.platform === 'win32') return join(env['LOCALAPPDATA'] ?? homedir(), 'agentforge');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'agentforge');
  return join(env['XDG_STATE_HOME'] || join(homedir(), '.local', 'state'), 'agentforge');
}

/** Two processes may come here at once: the first whole key wins. */
async function readOrMakeKey(folder: string): Promise<Uint8Array> {
  const path = join(folder, KEY_FILE);
  const known = await readKey(path);
  if (known !== undefined) return known;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const unfinished = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(unfinished, randomBytes(KEY_BYTES), { mode: 0o600 });
  try {
    await link(unfinished, path);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  } finally {
    await rm(unfinished, { force: true });
  }
  const made = await readKey(path);
  if (made === undefined) throw new Error(`${path} is no key`);
  return made;
}

async function readKey(path: string): Promise<Uint8Array | undefined> {
  try {
    const key = await readFile(path);
    return key.length === KEY_BYTES ? key : undefined;
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}
