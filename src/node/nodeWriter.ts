import { readFileSync } from 'node:fs';
import { access, constants, link, readFile, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FileChange, FileState } from '../core/apply/fileChange';
import type { WorkspaceWriter } from '../core/apply/workspaceWriter';
import type { Problem } from '../core/errors';
import { inParallel } from '../core/lib/inParallel';
import type { Result } from '../core/lib/result';
import { fail, ok } from '../core/lib/result';
import type { CheckedPath } from '../core/workspace/checkedPath';
import {
  discard,
  isWithoutLinks,
  removeUnfinishedIn,
  syncFolder,
  writeAtomically,
  writeUnfinished,
} from './atomicFile';
import { describeSystemError, errorCode } from './describeSystemError';
import { FolderFinder, LinkFailure } from './folderFinder';
import { retryWhileLocked } from './retryWhileLocked';

/** Flushes that run at once share their cost; more than this gains nothing. */
const WIDTH = 8;
const SMALL = 256 * 1024;

/** A change on its way. */
interface Staged {
  readonly change: FileChange;
  /** Where the file really is: absolute, behind links. */
  readonly target: string;
  /** The new content in a file beside it; undefined for a deletion. */
  readonly fresh: string | undefined;
}

const UNREADABLE = 'it is no file, or cannot be read now';
const CHANGED = 'it was changed by somebody else at the same moment';

/** Why a change was not made. */
class ChangeFailure extends Error {
  constructor(
    readonly path: string,
    readonly detail: string,
  ) {
    super(`${path}: ${detail}`);
  }
}

/**
 * Writes the user's files from the terminal: first everything beside its place and flushed, then every file gets its name. When
 * one fails, those before it are put back.
 */
export class NodeWriter implements WorkspaceWriter {
  constructor(private readonly root: string) {}

  async current(path: CheckedPath): Promise<FileState | 'unreadable' | undefined> {
    const absolute = join(this.root, path.relative);
    try {
      const { size, mode } = await stat(absolute);
      // One that is small is read at once: four trips to the thread pool would take ten times as long as the reading.
      const bytes = size <= SMALL ? readFileSync(absolute) : await readFile(absolute);
      return { bytes, mode: mode & 0o777 };
    } catch (error) {
      return errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR' ? undefined : 'unreadable';
    }
  }

  async apply(changes: readonly FileChange[]): Promise<Result<undefined, Problem>> {
    const staged: Staged[] = [];
    const begun: Staged[] = [];
    try {
      const places = new FolderFinder(this.root);
      const wanted = changes.filter(({ before, after }) => before !== undefined || after !== undefined);
      await inParallel(wanted, WIDTH, (change) => naming(change, async () => staged.push(await stage(change, places))));
      // What goes, goes first: a rename may only change the case of a name.
      const [going, coming] = [staged.filter(({ fresh }) => !fresh), staged.filter(({ fresh }) => fresh)];
      for (const group of [going, coming]) {
        await inParallel(group, WIDTH, (each) => naming(each.change, () => this.commit(each, begun)));
      }
      await flushFolders(staged, places);
      return ok(undefined);
    } catch (error) {
      const stuck = await this.putBack(begun);
      for (const { fresh } of staged) if (fresh !== undefined) await discard(fresh);
      if (!(error instanceof ChangeFailure)) throw error;
      return fail(problemOf(error, stuck));
    }
  }

  private async commit(staged: Staged, begun: Staged[]): Promise<void> {
    const { change, target, fresh } = staged;
    const current = await this.current(change.path);
    if (current === 'unreadable') throw new ChangeFailure(change.path.relative, UNREADABLE);
    if (!isSame(current, change.before)) throw new ChangeFailure(change.path.relative, CHANGED);
    if (change.before === undefined && fresh !== undefined) return this.commitNew(staged, fresh, begun);
    begun.push(staged);
    await retryWhileLocked(() => (fresh === undefined ? rm(target, { force: true }) : rename(fresh, target)));
  }

  /** Gives a new file its name, unless another has come there in between: unlike a rename a link replaces nothing. */
  private async commitNew(staged: Staged, fresh: string, begun: Staged[]): Promise<void> {
    begun.push(staged);
    try {
      await retryWhileLocked(() => link(fresh, staged.target));
    } catch (error) {
      if (isWithoutLinks(error)) return retryWhileLocked(() => rename(fresh, staged.target));
      if (errorCode(error) !== 'EEXIST') throw error;
      begun.splice(begun.indexOf(staged), 1);
      throw new ChangeFailure(staged.change.path.relative, CHANGED);
    }
    await retryWhileLocked(() => rm(fresh, { force: true }));
  }

  /** Gives the path that could not be put back; its original stays in the journal. */
  private async putBack(begun: readonly Staged[]): Promise<string | undefined> {
    let stuck: string | undefined;
    const [created, others] = [
      begun.filter(({ change }) => !change.before),
      begun.filter(({ change }) => change.before),
    ];
    for (const each of [...created, ...others]) {
      const isBack = await this.putOneBack(each).catch(() => false);
      if (!isBack) stuck = each.change.path.relative;
    }
    return stuck;
  }

  /** Only what we wrote is taken away again: what somebody else saved since is theirs, and in no journal. */
  private async putOneBack({ change, target }: Staged): Promise<boolean> {
    const { path, before, after } = change;
    const current = await this.current(path);
    if (before === undefined ? current === undefined : isWhole(current, before)) return true;
    if (!isSame(current, after) && !isSame(current, before)) return false;
    if (before === undefined) await retryWhileLocked(() => rm(target, { force: true }));
    else await writeAtomically(target, before.bytes, before.mode);
    return true;
  }

  async missingFolders(path: CheckedPath): Promise<readonly string[]> {
    const missing: string[] = [];
    for (let folder = dirname(path.relative); folder !== '.'; folder = dirname(folder)) {
      try {
        await access(join(this.root, folder), constants.F_OK);
        break;
      } catch (error) {
        // One that cannot be looked at is no folder of our making.
        if (!['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) break;
        missing.unshift(folder);
      }
    }
    return missing;
  }

  async removeUnfinished(path: CheckedPath): Promise<void> {
    for (const name of path.names) await removeUnfinishedIn(join(this.root, dirname(name)));
  }

  async removeEmptyFolder(relative: string): Promise<void> {
    try {
      await rmdir(join(this.root, relative));
    } catch (error) {
      if (errorCode(error) === undefined) throw error; // The system's refusals alike: a folder that is left does no harm.
    }
  }
}

async function stage(change: FileChange, places: FolderFinder): Promise<Staged> {
  const { path, after } = change;
  if (after === undefined) return { change, target: await places.toRemove(path), fresh: undefined };
  const target = await places.toWrite(path);
  return { change, target, fresh: await writeUnfinished(dirname(target), after.bytes, after.mode) };
}

/** Also the names of new folders. */
async function flushFolders(staged: readonly Staged[], places: FolderFinder): Promise<void> {
  const [first] = staged;
  if (first === undefined) return;
  const folders = new Map([...places.holdingNew].map((folder) => [folder, first.change]));
  for (const { target, change } of staged) folders.set(dirname(target), change);
  await inParallel([...folders], WIDTH, ([folder, change]) => naming(change, () => syncFolder(folder)));
}

/** Says of what the system refuses which file it was; a bug stays one. */
async function naming({ path }: FileChange, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (errorCode(error) === undefined && !(error instanceof LinkFailure)) throw error;
    throw new ChangeFailure(path.relative, describeSystemError(error));
  }
}

function isSame(current: FileState | 'unreadable' | undefined, wanted: FileState | undefined): boolean {
  if (current === undefined || wanted === undefined || current === 'unreadable') return current === wanted;
  return Buffer.compare(current.bytes, wanted.bytes) === 0;
}

function isWhole(current: FileState | 'unreadable' | undefined, wanted: FileState): boolean {
  return isSame(current, wanted) && (wanted.mode === undefined || (current as FileState).mode === wanted.mode);
}

function problemOf({ path, detail }: ChangeFailure, stuck: string | undefined): Problem {
  if (stuck !== undefined) return { kind: 'write-failed', path, detail, stuck };
  return detail === CHANGED ? { kind: 'base-changed', paths: [path] } : { kind: 'write-failed', path, detail };
}
