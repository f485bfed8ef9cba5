import { chmod, link, mkdir, open, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import type { Problem } from '../core/errors';
import type { Result } from '../core/lib/result';
import { fail, ok } from '../core/lib/result';
import type { OwnPath } from '../core/workspace/ownPath';
import { discard, makeFolders, writeAtomically, writeUnfinished } from './atomicFile';
import { describeSystemError, errorCode } from './describeSystemError';
import { retryWhileLocked } from './retryWhileLocked';

const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;
/** Folders of `.agentforge` that are nobody's business but the user's; each hides itself from git. */
const PRIVATE = ['history', 'journal', 'waivers'];

/** File systems without hard links say one of these. */
const WITHOUT_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** The product's own files under `.agentforge`; what is not there reads as undefined, what cannot be written is a problem. */
export class OwnFiles {
  constructor(readonly root: string) {}

  async read(path: OwnPath): Promise<Uint8Array | undefined> {
    return orUndefined(() => readFile(join(this.root, path.relative)));
  }

  async readText(path: OwnPath): Promise<string | undefined> {
    const bytes = await this.read(path);
    return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
  }

  /** Names in a folder, sorted; empty when there is no such folder. */
  async list(folder: OwnPath): Promise<readonly string[]> {
    const names = await orUndefined(() => readdir(join(this.root, folder.relative)));
    return names?.sort() ?? [];
  }

  /** Makes a folder that was not there before; tells when somebody else was first. */
  async makeFolder(folder: OwnPath): Promise<Result<'made' | 'taken', Problem>> {
    try {
      if (await this.leadsOut(folder)) return fail(linked(folder));
      await this.preparePrivateFolder(folder);
      return ok(await makeOne(join(this.root, folder.relative)));
    } catch (error) {
      return fail({ kind: 'write-failed', path: folder.relative, detail: describeSystemError(error) });
    }
  }

  async removeFolder(folder: OwnPath): Promise<void> {
    if (!(await this.leadsOut(folder))) await rm(join(this.root, folder.relative), { recursive: true, force: true });
  }

  async write(path: OwnPath, content: Uint8Array | string): Promise<Result<undefined, Problem>> {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    try {
      if (await this.leadsOut(path)) return fail(linked(path));
      const isPrivate = await this.preparePrivateFolder(path);
      await writeAtomically(join(this.root, path.relative), bytes, isPrivate ? PRIVATE_FILE : undefined);
      return ok(undefined);
    } catch (error) {
      return fail({ kind: 'write-failed', path: path.relative, detail: describeSystemError(error) });
    }
  }

  /** Makes a private file, at once with all that it holds; tells when somebody else was first. */
  async create(path: OwnPath, text: string): Promise<Result<'made' | 'taken', Problem>> {
    try {
      if (await this.leadsOut(path)) return fail(linked(path));
      await this.preparePrivateFolder(path);
      const target = join(this.root, path.relative);
      const unfinished = await writeUnfinished(dirname(target), new TextEncoder().encode(text), PRIVATE_FILE);
      try {
        await link(unfinished, target).catch((error: unknown) => {
          if (!WITHOUT_LINKS.has(errorCode(error) ?? '')) throw error;
          return writeFile(target, text, { flag: 'wx', mode: PRIVATE_FILE });
        });
        return ok('made');
      } catch (error) {
        if (errorCode(error) === 'EEXIST') return ok('taken');
        throw error;
      } finally {
        await discard(unfinished);
      }
    } catch (error) {
      return fail({ kind: 'write-failed', path: path.relative, detail: describeSystemError(error) });
    }
  }

  /** A small file with the milliseconds since it was written. */
  async readWithAge(path: OwnPath): Promise<{ readonly text: string; readonly ageMs: number } | undefined> {
    return orUndefined(async () => {
      const file = await open(join(this.root, path.relative), 'r');
      try {
        const { mtimeMs } = await file.stat();
        return { text: await file.readFile('utf8'), ageMs: Date.now() - mtimeMs };
      } finally {
        await file.close();
      }
    });
  }

  /** In bytes; 0 for none. */
  async sizeOf(path: OwnPath): Promise<number> {
    return (await orUndefined(() => stat(join(this.root, path.relative))))?.size ?? 0;
  }

  async remove(path: OwnPath): Promise<void> {
    if (await this.leadsOut(path)) return;
    await retryWhileLocked(() => rm(join(this.root, path.relative), { force: true }));
  }

  /** A cloned repository can bring a link in the place of any of our folders. */
  private async leadsOut(path: OwnPath): Promise<boolean> {
    const root = await realpath(this.root);
    let folder = '';
    for (const part of path.relative.split('/').slice(0, -1)) {
      folder = join(folder, part);
      const target = await orUndefined(() => realpath(join(this.root, folder)));
      if (target !== undefined && target !== join(root, folder)) return true;
    }
    return false;
  }

  private async preparePrivateFolder(path: OwnPath): Promise<boolean> {
    const [own = '', area = ''] = path.relative.split('/');
    if (!PRIVATE.includes(area)) return false;
    const folder = join(this.root, own, area);
    const made = await makeFolders(join(this.root, ...dirname(path.relative).split(sep)), PRIVATE_FOLDER);
    if (made !== undefined) await chmod(folder, PRIVATE_FOLDER);
    await writeFile(join(folder, '.gitignore'), '*\n', { flag: 'wx' }).catch(unlessThere);
    return true;
  }
}

async function makeOne(folder: string): Promise<'made' | 'taken'> {
  try {
    await mkdir(folder, { mode: PRIVATE_FOLDER });
    return 'made';
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return 'taken';
    throw error;
  }
}

function linked(path: OwnPath): Problem {
  return { kind: 'write-failed', path: path.relative, detail: 'a symbolic link on the way leads out of the project' };
}

function unlessThere(error: unknown): void {
  if (errorCode(error) !== 'EEXIST') throw error;
}

/** A folder in the place of a file is no file, and the other way round. */
async function orUndefined<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(errorCode(error) ?? '')) return undefined;
    throw error;
  }
}
