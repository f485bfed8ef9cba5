import { lstat, readFile, realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { CheckedPath } from '../core/workspace/checkedPath';
import type { FileText } from '../core/workspace/fileText';
import type { LinkProbe } from '../core/workspace/linkProbe';
import { isGuarded } from '../core/workspace/pathRules';
import { decode } from '../core/workspace/textCodec';
import type { WorkspaceReader } from '../core/workspace/workspace';
import { listFilesThere } from './codebase/listFiles';
import { errorCode } from './describeSystemError';
import type { Environment } from './environment';
import { sha256 } from './hash';

/** More than this nobody looks through. */
const LISTED = 1_000_000;

/** The user's files on disk. */
export class NodeWorkspace implements WorkspaceReader, LinkProbe {
  /** `root` is absolute; `env` is ours, of which git gets the allowed part. */
  constructor(
    private readonly root: string,
    private readonly env: Environment,
  ) {}

  async read(path: CheckedPath): Promise<FileText | 'unreadable' | undefined> {
    const absolute = join(this.root, path.relative);
    try {
      const stats = await stat(absolute);
      // A pipe gives nothing as long as nobody writes into it.
      if (!stats.isFile()) return 'unreadable';
      const bytes = await readFile(absolute);
      const text = decode(bytes, stats.mode & 0o777, sha256(bytes));
      return text === 'binary' ? 'unreadable' : { ...text, modified: stats.mtimeMs };
    } catch (error) {
      return ['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '') ? undefined : 'unreadable';
    }
  }

  async list(limit: number): Promise<readonly string[]> {
    const paths = await listFilesThere(this.root, this.env, LISTED);
    return paths.filter((path) => !path.startsWith('.agentforge/')).slice(0, limit);
  }

  async probe(path: string): ReturnType<LinkProbe['probe']> {
    const root = await realpathOf(this.root);
    const target = root && (await targetOf(join(root, path), root));
    if (root === undefined || target === undefined) return 'outside';
    const inside = relative(root, target);
    if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return 'outside';
    if (isGuarded(inside)) return 'guarded';
    const leadsTo = inside.split(sep).join('/').normalize('NFC');
    return leadsTo === path ? 'inside' : { leadsTo };
  }
}

/**
 * Where a path really is, as far as it is there; undefined when the way there is a link into nothing or a circle of links, through
 * which a later write could end anywhere.
 */
async function targetOf(path: string, root: string): Promise<string | undefined> {
  for (let part = path; part !== root; part = dirname(part)) {
    try {
      await lstat(part);
    } catch (error) {
      if (['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) continue;
      return undefined;
    }
    const real = await realpathOf(part);
    return real && join(real, relative(part, path));
  }
  return path;
}

/** Undefined for what is not there, or cannot be looked up now. */
async function realpathOf(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return undefined;
  }
}
