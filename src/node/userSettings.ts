import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { SettingsFile } from '../core/config/loadConfig';
import type { Problem } from '../core/errors';
import type { Result } from '../core/lib/result';
import { fail, ok } from '../core/lib/result';
import { describeSystemError, errorCode } from './describeSystemError';
import type { Environment } from './environment';

const LARGEST = 1024 * 1024;

/** What a file of the user's own says; `warning` is a sentence about one that is left out. */
export interface UserSettings extends SettingsFile {
  readonly warning: string | undefined;
}

/**
 * The `generation.yaml` of the user's own configuration folder, in which limits are raised. One that others can write is theirs as much
 * as the user's, and counts for nothing; one that cannot be read is a problem, for it may hold caps.
 */
export function readUserSettings(env: Environment): Promise<Result<UserSettings, Problem>> {
  return readUserFile(env, 'generation.yaml');
}

/** The same for any file of that folder. */
export async function readUserFile(env: Environment, name: string): Promise<Result<UserSettings, Problem>> {
  const path = join(configFolder(env), name);
  try {
    const stats = await stat(path);
    if (!stats.isFile()) return unreadable(path, 'it is no plain file');
    if (stats.size > LARGEST) return unreadable(path, `it has ${stats.size} bytes; at most ${LARGEST} are read`);
    const warning = warningOf(path, stats);
    return ok({ path, text: warning === undefined ? await readFile(path, 'utf8') : undefined, warning });
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? ''))
      return ok({ path, text: undefined, warning: undefined });
    if (errorCode(error) === undefined) throw error;
    return unreadable(path, describeSystemError(error));
  }
}

/** Windows has no such bits: there the folder of the user is shut by itself. */
function warningOf(path: string, { uid, mode }: { readonly uid: number; readonly mode: number }): string | undefined {
  const own = process.getuid?.();
  if (own === undefined) return undefined;
  if (uid !== own && uid !== 0) return `${path} has no effect: it belongs to another user.`;
  if ((mode & 0o022) === 0) return undefined;
  return `${path} has no effect: others than you can write it. Run: chmod go-w ${path}`;
}

function configFolder(env: Environment): string {
  if (process.platform === 'win32') return join(env['LOCALAPPDATA'] ?? homedir(), 'agentforge');
  const usual = process.platform === 'darwin' ? ['Library', 'Application Support'] : ['.config'];
  const given = env['XDG_CONFIG_HOME'] ?? '';
  // A relative one would be a folder of whatever project is open.
  return join(isAbsolute(given) ? given : join(homedir(), ...usual), 'agentforge');
}

function unreadable(path: string, detail: string): Result<never, Problem> {
  return fail({ kind: 'file-unreadable', path, detail });
}
