import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../describeSystemError';
import type { Environment } from '../environment';
import { listWithGit } from '../git';
import { inOrder } from './inOrder';
import { walkFolder } from './walkFolder';

/** Repositories inside of each other deeper than this are a circle of links. */
const DEEPEST = 8;

/**
 * The files of a folder (absolute): those that git knows or would add, and those of the repositories inside of it; where there is no
 * git or no repository, by the same rules. Sorted by path, with `/`; at most `limit`. A link is a file here. What is deleted and not
 * yet forgotten by git is among them: whoever reads them finds out, and to ask git takes longer than the whole list.
 */
export async function listFiles(root: string, env: Environment, limit: number): Promise<readonly string[]> {
  return atMost(limit, (await listRepository(root, env, DEEPEST, 'all')) ?? (await walkFolder(root, env, limit)));
}

/** As `listFiles`, without what is deleted. */
export async function listFilesThere(root: string, env: Environment, limit: number): Promise<readonly string[]> {
  const paths = await listRepository(root, env, DEEPEST, 'there');
  return atMost(limit, paths ?? (await walkFolder(root, env, limit)));
}

async function listRepository(
  root: string,
  env: Environment,
  deepest: number,
  which: 'all' | 'there',
): Promise<readonly string[] | undefined> {
  const [found, deleted] = await Promise.all([
    listWithGit(root, env, ['-co', '--exclude-standard']),
    which === 'all' ? [] : listWithGit(root, env, ['-d']),
  ]);
  if (found === undefined) return undefined;
  const gone = new Set(deleted);
  const listed = gone.size === 0 ? found : found.filter((path) => !gone.has(path));
  const inner = await innerRepositories(root, env, listed);
  if (inner.length === 0) return inOrder(listed);
  const isInner = new Set(inner.flatMap((folder) => [folder, `${folder}/`]));
  const all = listed.filter((path) => !isInner.has(path));
  for (const folder of deepest === 0 ? [] : inner) {
    if (!(await isRepository(join(root, folder)))) continue;
    const below = (await listRepository(join(root, folder), env, deepest - 1, which)) ?? [];
    for (const path of below) all.push(`${folder}/${path}`);
  }
  return inOrder(all);
}

/** Folders that git names like a file, because what is in them is another repository's. */
async function innerRepositories(root: string, env: Environment, paths: readonly string[]): Promise<readonly string[]> {
  const untracked = paths.filter((path) => path.endsWith('/')).map((path) => path.slice(0, -1));
  if (!paths.includes('.gitmodules')) return untracked;
  const staged = (await listWithGit(root, env, ['-s'])) ?? [];
  // "160000 <hash> 0\t<path>" is a submodule.
  return [...untracked, ...staged.flatMap((line) => /^160000 [^\t]*\t([\s\S]+)$/.exec(line)?.[1] ?? [])];
}

/** One that was never fetched is an empty folder, in which git would speak of the repository around it. */
async function isRepository(folder: string): Promise<boolean> {
  try {
    await lstat(join(folder, '.git'));
    return true;
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return false;
  }
}

function atMost(limit: number, paths: readonly string[]): readonly string[] {
  return paths.length <= limit ? paths : paths.slice(0, limit);
}
