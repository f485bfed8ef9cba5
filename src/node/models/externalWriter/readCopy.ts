import { lstat, readdir, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { checkPath } from '../../../core/workspace/checkedPath';
import { decode } from '../../../core/workspace/textCodec';
import { PlainReader } from '../../codebase/plainFile';
import { walkFolder } from '../../codebase/walkFolder';
import { errorCode } from '../../describeSystemError';
import type { Environment } from '../../environment';
import type { CopiedFiles, CopyPorts } from './copyProject';
import { whyNotCopied } from './whyNotCopied';

/** What a program made of a copy. */
export interface CopyChanges {
  /** Changed and new files with their texts, by path. */
  readonly written: ReadonlyMap<string, string>;
  readonly deleted: readonly string[];
  /** What it made and is not taken over, by path, with a clause that says why. */
  readonly leftOut: ReadonlyMap<string, string>;
}

const MOST_FILES = 100_000;

/** Holds a copy against what was copied. Follows no link, and asks no git: the program may have set what that would start. */
export async function readCopy(
  folder: string,
  copied: CopiedFiles,
  ports: Pick<CopyPorts, 'reader' | 'links'>,
  env: Environment,
): Promise<CopyChanges> {
  const listed = await walkFolder(folder, env, MOST_FILES);
  const known = new Set([...copied.keys(), ...listed]);
  const written = new Map<string, string>();
  const deleted: string[] = [];
  const leftOut = new Map<string, string>();
  const files = new PlainFiles(folder);
  for (const path of known) {
    const before = copied.get(path);
    const read = await files.read(path);
    if (read === 'absent') {
      if (before !== undefined) deleted.push(path);
    } else if ('why' in read) leftOut.set(path, read.why);
    else if (before === undefined && (await isThere(path, ports))) leftOut.set(path, NOT_SHOWN);
    else if (read.text !== before) written.set(path, read.text);
  }
  for (const path of await unlisted(folder, known)) leftOut.set(path, 'it is hidden or ignored');
  return { written, deleted, leftOut };
}

const NOT_SHOWN = 'the project has such a file, which the program was not shown';

type Read = { readonly text: string } | { readonly why: string } | 'absent';

/** Reads what lies in a folder itself: a link may lead to any file of the user, also one in the place of a folder. */
class PlainFiles {
  private readonly reader = new PlainReader();
  /** Where each folder really is. */
  private readonly real = new Map<string, string>();

  /** `root` is absolute, without links. */
  constructor(private readonly root: string) {}

  /** A folder in the place of a file is no file. */
  async read(path: string): Promise<Read> {
    const absolute = join(this.root, path);
    try {
      const stats = await lstat(absolute);
      if (stats.isSymbolicLink() || (await this.isBehindLink(dirname(absolute)))) return { why: 'it is a link' };
      if (!stats.isFile()) return stats.isDirectory() ? 'absent' : { why: 'it is no plain file' };
      const why = whyNotCopied(path, stats.size);
      if (why !== undefined) return { why };
      const bytes = this.reader.read(absolute, stats.size);
      const decoded = bytes === undefined ? undefined : decode(bytes, undefined, '');
      if (decoded === undefined) return { why: 'it cannot be read' };
      return decoded === 'binary' ? { why: 'it is no text' } : { text: decoded.text };
    } catch (error) {
      if (['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) return 'absent';
      if (errorCode(error) === undefined) throw error;
      return { why: 'it cannot be read' };
    }
  }

  private async isBehindLink(folder: string): Promise<boolean> {
    const real = this.real.get(folder) ?? (await realpath(folder));
    this.real.set(folder, real);
    return real !== folder;
  }
}

/** Whether the project has a file that is not in the copy: a text made without having seen it would take its place. */
async function isThere(path: string, { reader, links }: Pick<CopyPorts, 'reader' | 'links'>): Promise<boolean> {
  const checked = await checkPath(path, links);
  // What may not be written at all is refused, with its reason, where every answer is.
  return checked.ok && (await reader.read(checked.value)) !== undefined;
}

/** What lies in the copy and is no file that counts; a folder without any such file by its name alone. */
async function unlisted(folder: string, known: ReadonlySet<string>): Promise<readonly string[]> {
  const folders = new Set(
    [...known].flatMap((path) => [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index))),
  );
  const found: string[] = [];
  const waiting = [''];
  for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
    for (const entry of await readdir(join(folder, at), { withFileTypes: true }).catch(() => [])) {
      const path = at === '' ? entry.name : `${at}/${entry.name}`;
      if (path === '.git' || known.has(path)) continue;
      if (entry.isDirectory() && folders.has(path)) waiting.push(path);
      else found.push(entry.isDirectory() ? `${path}/` : path);
    }
  }
  return found.sort();
}
