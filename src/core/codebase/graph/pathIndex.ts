/** What stands for its folder: `cart/__init__.py` is the module `cart`. */
const INDEX = /^(?:__init__\.pyi?|index\.[cm]?[jt]sx?|mod\.rs)$/;

/** Finds the files of a codebase by the ends of their paths. Files are given by number, the index in `paths`. */
export class PathIndex {
  private readonly numbers = new Map<string, number>();
  /**
   * By the last part of the path without its extension, for the index of a folder by that folder's name; and by the last two, because
   * many a name such as `utils` is everywhere.
   */
  private readonly byEnd = new Map<string, number | number[]>();
  private readonly folders = new Map<string, number[]>();
  private readonly foldersByLast = new Map<string, string[]>();

  /** @param paths sorted */
  constructor(readonly paths: readonly string[]) {
    for (const [file, path] of paths.entries()) {
      this.numbers.set(path, file);
      const module = modulePath(path);
      this.addEnd(lastOf(module), file);
      if (module.includes('/')) this.addEnd(lastTwoOf(module), file);
      const folder = folderOf(path);
      for (let at = folder; !this.folders.has(at); at = folderOf(at)) {
        this.folders.set(at, []);
        add(this.foldersByLast, lastOf(at), at);
        if (at === '') break;
      }
      this.folders.get(folder)?.push(file);
    }
  }

  numberOf(path: string): number | undefined {
    return this.numbers.get(path);
  }

  /** The first of these paths that exists. */
  firstOf(paths: readonly string[]): number | undefined {
    for (const path of paths) {
      const file = this.numbers.get(path);
      if (file !== undefined) return file;
    }
    return undefined;
  }

  /** The files right in a folder. */
  filesIn(folder: string): readonly number[] {
    return this.folders.get(folder) ?? [];
  }

  hasFolder(folder: string): boolean {
    return this.folders.has(folder);
  }

  /** Folders whose path ends with these names: `shop/cart`. */
  foldersEndingWith(suffix: string): readonly string[] {
    return (this.foldersByLast.get(lastOf(suffix)) ?? []).filter((folder) => endsWith(folder, suffix));
  }

  /** Files whose path ends with these names, without extension, and without the name of an index: `shop/cart`. */
  modulesEndingWith(suffix: string): readonly number[] {
    const found = this.byEnd.get(lastTwoOf(suffix)) ?? [];
    return (typeof found === 'number' ? [found] : found).filter((file) =>
      endsWith(modulePath(this.paths[file] ?? ''), suffix),
    );
  }

  /** Most ends are those of one file: a list for each would take most of the room. */
  private addEnd(end: string, file: number): void {
    const known = this.byEnd.get(end);
    if (known === undefined) this.byEnd.set(end, file);
    else if (typeof known === 'number') this.byEnd.set(end, [known, file]);
    else known.push(file);
  }

  /** The one that shares most folders with `from`, then the shortest, then the first. */
  nearest(files: readonly number[], from: string): number | undefined {
    let best: number | undefined;
    let [shared, length] = [-1, 0];
    for (const file of files) {
      const path = this.paths[file] ?? '';
      const common = commonFolders(path, from);
      if (common < shared || (common === shared && path.length >= length)) continue;
      [best, shared, length] = [file, common, path.length];
    }
    return best;
  }
}

/** '' for what is right in the root. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}

export function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function lastTwoOf(path: string): string {
  return path.slice(path.lastIndexOf('/', path.lastIndexOf('/') - 1) + 1);
}

/** A path as it goes on from a folder, with `.` and `..` taken out; undefined when it leaves the root. */
export function joined(folder: string, path: string): string | undefined {
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

/** The folder and all above it, the nearest first, '' last. */
export function foldersAbove(path: string): readonly string[] {
  const found: string[] = [];
  for (let at = folderOf(path); at !== ''; at = folderOf(at)) found.push(at);
  return [...found, ''];
}

function modulePath(path: string): string {
  return INDEX.test(lastOf(path)) ? folderOf(path) : path.replace(/(?:\.d)?\.[^./]+$/, '');
}

function endsWith(path: string, suffix: string): boolean {
  return path === suffix || path.endsWith(`/${suffix}`);
}

function commonFolders(one: string, other: string): number {
  const [parts, others] = [one.split('/'), other.split('/')];
  let count = 0;
  while (count < parts.length - 1 && count < others.length - 1 && parts[count] === others[count]) count++;
  return count;
}

function add<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
