import { lstat, mkdir, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { CheckedPath } from '../core/workspace/checkedPath';
import { isGuarded } from '../core/workspace/pathRules';
import { errorCode } from './describeSystemError';

/** A link leads to where nothing may be written. */
export class LinkFailure extends Error {}

/**
 * Where files really are, looked up just before they are written: a link may have been put on the way since the path was
 * checked. Each folder is looked up once. Throws for what leads out of the project or into a guarded folder.
 */
export class FolderFinder {
  private readonly found = new Map<string, Promise<string>>();
  private realRoot: Promise<string> | undefined;

  /** `root` is absolute. */
  constructor(private readonly root: string) {}

  /** The absolute path behind links to write to; missing folders on the way are made. */
  async toWrite(path: CheckedPath): Promise<string> {
    const file = join(await this.folder(dirname(path.relative)), basename(path.relative));
    try {
      if (!(await lstat(file)).isSymbolicLink()) return file;
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return file;
      throw error;
    }
    return this.inside(await realpath(file));
  }

  /** The absolute path to remove: a link itself, not what it leads to. */
  async toRemove(path: CheckedPath): Promise<string> {
    const folder = await realpath(join(this.root, dirname(path.relative)));
    return join(await this.inside(folder), basename(path.relative));
  }

  private folder(path: string): Promise<string> {
    const known = this.found.get(path);
    if (known !== undefined) return known;
    const looking = path === '.' ? this.rootFolder() : this.make(path);
    this.found.set(path, looking);
    return looking;
  }

  /** Step by step: nothing is made behind a link that leads out. */
  private async make(path: string): Promise<string> {
    const folder = join(await this.folder(dirname(path)), basename(path));
    try {
      await mkdir(folder);
      return folder;
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
      return this.inside(await realpath(folder));
    }
  }

  private rootFolder(): Promise<string> {
    this.realRoot ??= realpath(this.root);
    return this.realRoot;
  }

  private async inside(absolute: string): Promise<string> {
    const path = relative(await this.rootFolder(), absolute);
    if (path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path))
      throw new LinkFailure('a symbolic link on the way leads out of the project');
    if (isGuarded(path)) throw new LinkFailure('a symbolic link on the way leads into .git or .agentforge');
    return absolute;
  }
}
