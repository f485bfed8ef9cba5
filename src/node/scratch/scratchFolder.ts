import { constants, rmSync } from 'node:fs';
import { copyFile, lstat, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { errorCode } from '../describeSystemError';
import type { ProcessIdentity } from '../processIdentity';
import { findProcess, ownIdentity, parseIdentity } from '../processIdentity';
import { insideRoot } from '../runners/insideRoot';
import type { Seal } from '../seal';

const PREFIX = 'agentforge-writer-';
const OWNER = 'owner.json';
const PROJECT = 'project';

/** Those that are in use; one listener removes them all when this process ends. */
const inUse = new Set<string>();

function removeAll(): void {
  for (const path of inUse) rmSync(path, { recursive: true, force: true });
}

/** What is started later is ended later: it could write into a folder that is gone already. */
function removeAfterAllElse(): void {
  process.removeListener('exit', removeAll);
  if (inUse.size > 0) process.once('exit', removeAll);
}

/** A private folder for one run, in the user's folder for temporary files; gone with the run, or with this process. */
export class ScratchFolder {
  private constructor(
    /** Absolute, without links. */
    readonly path: string,
  ) {
    inUse.add(path);
    removeAfterAllElse();
  }

  /** Removes those that processes left behind that were killed, too. Throws what the file system throws. */
  static async make(seal: Seal): Promise<ScratchFolder> {
    await removeAbandoned(seal);
    const scratch = new ScratchFolder(await realpath(await mkdtemp(join(tmpdir(), PREFIX))));
    try {
      const owner = await ownIdentity();
      await scratch.write(OWNER, JSON.stringify({ owner, seal: seal.of(sealed(scratch.path, owner)) }));
      await mkdir(scratch.copy, { mode: 0o700 });
    } catch (error) {
      await scratch.remove();
      throw error;
    }
    return scratch;
  }

  /** The folder for the copy of the project; absolute. */
  get copy(): string {
    return join(this.path, PROJECT);
  }

  /** Where a file of the copy is, from this folder. */
  inCopy(relative: string): string {
    return join(PROJECT, relative);
  }

  /** Writes a new file below it; nobody but the user may read it. Throws what the file system throws. */
  async write(relative: string, content: string | Uint8Array, mode: 'plain' | 'executable' = 'plain'): Promise<string> {
    const path = join(this.path, relative);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(path, content, { mode: mode === 'plain' ? 0o600 : 0o700, flag: 'wx' });
    return path;
  }

  /** A copy of a file, `source` absolute, with its mode. Throws what the file system throws. */
  async take(source: string, relative: string): Promise<void> {
    const path = join(this.path, relative);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await copyFile(source, path, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL);
  }

  /** A link; one that is there already, or another thing in its place, stays. Throws what the file system throws. */
  async link(target: string, relative: string): Promise<void> {
    const path = join(this.path, relative);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await symlink(target, path).catch((error: unknown) => {
      if (errorCode(error) !== 'EEXIST') throw error;
    });
  }

  /**
   * Puts a file in the place of whatever stands there, with the mode of the file that did. Never through a link: tests that ran here may
   * have put one in the way. False when it cannot be written, or its folder leads out of this one.
   */
  async replace(relative: string, content: Uint8Array): Promise<boolean> {
    const path = join(this.path, relative);
    try {
      if (insideRoot(await realpath(dirname(path)), this.path) === undefined) return false;
      const before = await lstat(path).catch(() => undefined);
      const mode = before?.isFile() === true ? before.mode & 0o777 : 0;
      await rm(path, { recursive: true, force: true });
      await writeFile(path, content, { mode: mode | 0o600, flag: 'wx' });
      return true;
    } catch (error) {
      if (errorCode(error) === undefined) throw error;
      return false;
    }
  }

  /** A program was started that writes into it: it goes after that one, when this process ends. */
  outlive(): void {
    removeAfterAllElse();
  }

  /** What cannot be removed now is removed by a later run. */
  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }).catch(() => undefined);
    inUse.delete(this.path);
    removeAfterAllElse();
  }
}

/** Only folders that this user's seal says are ours, and whose process is gone. */
async function removeAbandoned(seal: Seal): Promise<void> {
  const temporary = await realpath(tmpdir());
  for (const name of await readdir(temporary)) {
    if (!name.startsWith(PREFIX)) continue;
    const path = join(temporary, name);
    if (await isAbandoned(path, seal)) await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function isAbandoned(path: string, seal: Seal): Promise<boolean> {
  try {
    // Never through a link that somebody else put there.
    if (!(await lstat(path)).isDirectory() || !(await lstat(join(path, OWNER))).isFile()) return false;
    const said: unknown = JSON.parse(await readFile(join(path, OWNER), 'utf8'));
    const { owner, seal: given } = (said ?? {}) as { readonly owner?: unknown; readonly seal?: unknown };
    const identity = parseIdentity(owner);
    if (identity === undefined || typeof given !== 'string' || !seal.holds(sealed(path, identity), given)) return false;
    return (await findProcess(identity)) === 'gone';
  } catch (error) {
    if (error instanceof SyntaxError || errorCode(error) !== undefined) return false;
    throw error;
  }
}

function sealed(path: string, { pid, started, machine }: ProcessIdentity): string {
  return `external writer ${JSON.stringify([path, pid, started, machine])}`;
}
