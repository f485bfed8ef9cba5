import type { FileHandle } from 'node:fs/promises';
import {
  chmod,
  constants,
  link,
  lstat,
  lutimes,
  mkdir,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import type { Problem } from '../core/errors';
import type { Result } from '../core/lib/result';
import { fail, ok } from '../core/lib/result';
import type { OwnPath } from '../core/workspace/ownPath';
import { SECRETS } from '../core/workspace/ownPath';
import {
  discard,
  isWithoutLinks,
  makeFolders,
  removeUnfinishedIn,
  writeAtomically,
  writeUnfinished,
} from './atomicFile';
import { describeSystemError, errorCode } from './describeSystemError';
import { retryWhileLocked } from './retryWhileLocked';

const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;
const HIDES_ALL = '*\n';
/** Folders of `.agentforge` that are nobody's business but the user's; each hides itself from git. */
const PRIVATE = ['history', 'journal', 'waivers', 'log', 'prompts', 'reports'];
/** Nobody needs that long to rename three files. */
const ABANDONED_MS = 10_000;
const BEING_WRITTEN_MS = 60_000;

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

  /** The text of a small file; a problem, as a clause, when it is a link, no plain file, or longer than so many bytes. */
  async readSmall(path: OwnPath, limit: number): Promise<Result<string | undefined, string>> {
    try {
      if (await this.leadsOut(path)) return fail('a symbolic link on the way leads out of the project');
      const file = await orUndefined(() => openPlain(join(this.root, path.relative)));
      if (file === undefined) return ok(undefined);
      if (file === 'link') return fail('it is a symbolic link');
      try {
        const stats = await file.stat();
        if (!stats.isFile()) return fail('it is no plain file');
        if (stats.size > limit) return fail(`it has ${stats.size} bytes; at most ${limit} are read`);
        return ok(await file.readFile('utf8'));
      } finally {
        await file.close();
      }
    } catch (error) {
      return fail(describeSystemError(error));
    }
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
      const isPrivate = (await this.preparePrivateFolder(path)) || path.relative === SECRETS.relative;
      await writeAtomically(join(this.root, path.relative), bytes, isPrivate ? PRIVATE_FILE : undefined);
      return ok(undefined);
    } catch (error) {
      return fail({ kind: 'write-failed', path: path.relative, detail: describeSystemError(error) });
    }
  }

  /**
   * Adds to the first of some private files, in one write, so that what several processes add does not mix. When it would outgrow
   * so many bytes, each file first takes the name of the next one, and the last is gone.
   */
  async append(
    files: readonly [OwnPath, ...OwnPath[]],
    text: string,
    limit: number,
  ): Promise<Result<undefined, Problem>> {
    const [path] = files;
    try {
      if (await this.leadsOut(path)) return fail(linked(path));
      await this.preparePrivateFolder(path);
      const bytes = new TextEncoder().encode(text);
      if ((await this.sizeOf(path)) + bytes.length > limit) await this.rotate(files, limit - bytes.length);
      const { O_WRONLY, O_APPEND, O_CREAT, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
      const target = join(this.root, path.relative);
      const file = await open(target, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK, PRIVATE_FILE);
      try {
        const stats = await file.stat();
        if (!stats.isFile()) return fail({ kind: 'write-failed', path: path.relative, detail: 'it is no plain file' });
        if ((stats.mode & 0o077) !== 0) await file.chmod(PRIVATE_FILE);
        const { bytesWritten } = await file.write(bytes);
        return bytesWritten === bytes.length
          ? ok(undefined)
          : fail({ kind: 'write-failed', path: path.relative, detail: 'there is no space left' });
      } finally {
        await file.close();
      }
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
          if (!isWithoutLinks(error)) throw error;
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

  /** Says that a file is of now. One that is gone, or cannot be touched, is left as it is. */
  async touch(path: OwnPath): Promise<void> {
    const now = new Date();
    try {
      if (!(await this.leadsOut(path))) await lutimes(join(this.root, path.relative), now, now);
    } catch (error) {
      if (errorCode(error) === undefined) throw error;
    }
  }

  /** Removes from a folder what killed writes left there some time ago; what is younger may still be written. */
  async removeUnfinished(folder: OwnPath): Promise<void> {
    const inside = { relative: `${folder.relative}/.` };
    if (!(await this.leadsOut(inside))) await removeUnfinishedIn(join(this.root, folder.relative), BEING_WRITTEN_MS);
  }

  /** One process does it; the others go on with whatever file has the first name then. */
  private async rotate(files: readonly [OwnPath, ...OwnPath[]], limit: number): Promise<void> {
    const names = files.map(({ relative }) => join(this.root, relative));
    const lock = `${names[0]}.lock`;
    const age = await orUndefined(() => stat(lock));
    if (age !== undefined && Date.now() - age.mtimeMs > ABANDONED_MS) await rm(lock, { force: true });
    try {
      await writeFile(lock, '', { flag: 'wx', mode: PRIVATE_FILE });
    } catch (error) {
      if (errorCode(error) === 'EEXIST') return;
      throw error;
    }
    try {
      if ((await this.sizeOf(files[0])) <= Math.max(0, limit)) return;
      for (const [index, name] of [...names.entries()].reverse()) {
        const older = names[index + 1];
        if (older === undefined) await rm(name, { force: true });
        else await orUndefined(() => rename(name, older));
      }
    } finally {
      await rm(lock, { force: true });
    }
  }

  /** A cloned repository can bring a link in the place of any of our folders. */
  private async leadsOut(path: Pick<OwnPath, 'relative'>): Promise<boolean> {
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
    await makeFolders(join(this.root, ...dirname(path.relative).split(sep)), PRIVATE_FOLDER);
    await shut(folder);
    await hideFromGit(folder);
    return true;
  }
}

/** Neither follows a link nor waits for the other end of a pipe. */
async function openPlain(path: string): Promise<FileHandle | 'link'> {
  // Windows has no such flags.
  if ((await lstat(path)).isSymbolicLink()) return 'link';
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  try {
    return await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    if (errorCode(error) === 'ELOOP') return 'link';
    throw error;
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

/** One that came with a repository is as open as any other. That of another user is theirs to shut; its files are private alike. */
async function shut(folder: string): Promise<void> {
  if (((await stat(folder)).mode & 0o077) === 0) return;
  await chmod(folder, PRIVATE_FOLDER).catch((error: unknown) => {
    if (errorCode(error) !== 'EPERM') throw error;
  });
}

/** Whatever stands there: a repository can bring one that hides nothing. */
async function hideFromGit(folder: string): Promise<void> {
  const path = join(folder, '.gitignore');
  const known = await orUndefined(() => lstat(path));
  if (known?.isFile() && (await readFile(path, 'utf8')) === HIDES_ALL) return;
  await writeAtomically(path, new TextEncoder().encode(HIDES_ALL), undefined);
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
