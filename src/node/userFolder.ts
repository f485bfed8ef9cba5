import { lstat, mkdir } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorCode } from './describeSystemError';
import type { Environment } from './environment';

/**
 * Does something in the folder where the product keeps what is this user's on this machine and no repository's: the state folder, or,
 * for a user without a home, a private folder for temporary files. Throws when neither folder can be written.
 */
export async function inUserFolder<T>(env: Environment, work: (folder: string) => Promise<T>): Promise<T> {
  try {
    return await work(stateFolder(env));
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) throw error;
    return work(await ownTemporaryFolder());
  }
}

async function ownTemporaryFolder(): Promise<string> {
  const folder = join(tmpdir(), `agentforge-${process.getuid?.() ?? 'user'}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { uid, mode } = await lstat(folder);
  const isOurs = process.getuid === undefined || (uid === process.getuid() && (mode & 0o077) === 0);
  if (!isOurs) throw new Error(`${folder} belongs to somebody else`);
  return folder;
}

function stateFolder(env: Environment): string {
  if (process.platform === 'win32') return join(env['LOCALAPPDATA'] ?? homedir(), 'agentforge');
  const usual = process.platform === 'darwin' ? ['Library', 'Application Support'] : ['.local', 'state'];
  return join(env['XDG_STATE_HOME'] || join(homedir(), ...usual), 'agentforge');
}
