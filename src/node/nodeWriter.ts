import { access, constants, readFile, realpath, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FileChange, FileState } from '../core/apply/fileChange';
import type { WorkspaceWriter } from '../core/apply/workspaceWriter';
import type { Problem } from '../core/errors';
import type { Result } from '../core/lib/result';
import { fail, ok } from '../core/lib/result';
import type { CheckedPath } from '../core/workspace/checkedPath';
import { removeUnfinishedIn, writeAtomically } from './atomicFile';
import { describeSystemError, errorCode } from './describeSystemError';

/** Writes the user's files from the terminal, each atomically; when one fails, those before it are put back. */
export class NodeWriter implements WorkspaceWriter {
  constructor(private readonly root: string) {}

  async current(path: CheckedPath): Promise<FileState | 'unreadable' | undefined> {
    const absolute = join(this.root, path.relative);
    try {
      const [bytes, stats] = await Promise.all([readFile(absolute), stat(absolute)]);
      return { bytes, mode: stats.mode & 0o777 };
    } catch (error) {
      return errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR' ? undefined : 'unreadable';
    }
  }

  async apply(changes: readonly FileChange[]): Promise<Result<undefined, Problem>> {
    const done: FileChange[] = [];
    for (const change of changes) {
      try {
        await this.put(change.path, change.after);
        done.push(change);
      } catch (error) {
        const stuck = await this.putBack(done);
        const problem = {
          kind: 'write-failed',
          path: change.path.relative,
          detail: describeSystemError(error),
        } as const;
        return fail(stuck === undefined ? problem : { ...problem, stuck });
      }
    }
    return ok(undefined);
  }

  /** Gives the path that could not be put back; its original stays in the journal. */
  private async putBack(done: readonly FileChange[]): Promise<string | undefined> {
    let stuck: string | undefined;
    for (const { path, before } of done.toReversed()) {
      try {
        await this.put(path, before);
      } catch {
        stuck = path.relative;
      }
    }
    return stuck;
  }

  async missingFolders(path: CheckedPath): Promise<readonly string[]> {
    const missing: string[] = [];
    for (let folder = dirname(path.relative); folder !== '.'; folder = dirname(folder)) {
      try {
        await access(join(this.root, folder), constants.F_OK);
        break;
      } catch {
        missing.unshift(folder);
      }
    }
    return missing;
  }

  removeUnfinished(path: CheckedPath): Promise<void> {
    return removeUnfinishedIn(join(this.root, dirname(path.relative)));
  }

  async removeEmptyFolder(relative: string): Promise<void> {
    try {
      await rmdir(join(this.root, relative));
    } catch (error) {
      if (errorCode(error) === undefined) throw error; // The system's refusals alike: a folder that is left does no harm.
    }
  }

  private async put(path: CheckedPath, state: FileState | undefined): Promise<void> {
    const absolute = join(this.root, path.relative);
    if (state === undefined) await rm(absolute, { force: true });
    else await writeAtomically(await behindLinks(absolute), state.bytes, state.mode);
  }
}

/** A link stays a link: the file that it leads to is what is written. */
async function behindLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return path;
    throw error;
  }
}
