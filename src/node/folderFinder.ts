import { lstat, mkdir, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { CheckedPath } from '../core/workspace/checkedPath';
import { foldCase } from '../core/workspace/foldCase';
import { isGuarded } from '../core/workspace/pathRules';
import { errorCode } from './describeSystemError';

/** A link leads to where nothing may be written. */
export class LinkFailure extends Error {}

/**
 * Where files really are, looked up just before they are written: a link may have been put on the way since the path was
 * checked. Each folder is looked up once. Throws for what leads out of the project, into a guarded folder, or to another place than
 * the one that was checked and consented to.
 */
export class FolderFinder {
  private readonly found = new Map<string, Promise<string>>();
  private realRoot: Promise<string> | undefined;
  private readonly grown = new Set<string>();

  /** `root` is absolute. */
  constructor(private readonly root: string) {}

  /** Folders in which new ones were made: until they are flushed those are not durable. */
  get holdingNew(): ReadonlySet<string> {
    return this.grown;
  }

  /** The absolute path behind links to write to; missing folders on the way are made. */
  async toWrite(path: CheckedPath): Promise<string> {
    const file = join(await this.folder(dirname(path.relative)), basename(path.relative));
    return this.asChecked(await this.behindLink(file), path);
  }

  /** The absolute path to remove: a link itself, not what it leads to. */
  async toRemove(path: CheckedPath): Promise<string> {
    const folder = await realpath(join(this.root, dirname(path.relative)));
    const file = join(await this.inside(folder), basename(path.relative));
    await this.asChecked(await this.behindLink(file), path);
    return file;
  }

  private async behindLink(file: string): Promise<string> {
    try {
      if (!(await lstat(file)).isSymbolicLink()) return file;
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return file;
      throw error;
    }
    return this.inside(await realpath(file));
  }

  /** What differs in letter case only is one file where that can come about. */
  private async asChecked(absolute: string, { real }: CheckedPath): Promise<string> {
    const found = relative(await this.rootFolder(), absolute)
      .split(sep)
      .join('/');
    if (foldCase(found) === foldCase(real)) return absolute;
    throw new LinkFailure('a symbolic link on the way leads to another place than when it was looked at');
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
    const parent = await this.folder(dirname(path));
    const folder = join(parent, basename(path));
    try {
      await mkdir(folder);
      this.grown.add(parent);
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
