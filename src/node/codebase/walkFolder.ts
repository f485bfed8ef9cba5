import type { Dirent } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { errorCode } from '../describeSystemError';
import type { Environment } from '../environment';
import { IgnoreRules } from './ignoreRules';

/** Never listed where no repository says what to ignore. */
const SKIPPED = new Set(['node_modules', '__pycache__', 'venv', 'dist', 'build', 'target', 'out']);

/** Nobody's folders are as deep. */
const DEEPEST = 100;

/**
 * The files of a folder as git would list them, read without git: tracked or not, but not what is ignored by `.gitignore` in the
 * folder, below or above it, by `.git/info/exclude` or by the user's own file of rules. Outside of a repository what is hidden or
 * usually made by tools is left out too. Follows no link; a folder that cannot be read is empty. Sorted, at most `limit`.
 */
export async function walkFolder(root: string, env: Environment, limit: number): Promise<readonly string[]> {
  const { rules, inRepository } = await rulesAt(root, env);
  const found: string[] = [];
  const folders: Folder[] = [{ path: '', depth: 0, rules, inRepository }];
  for (let folder = folders.shift(); folder !== undefined && found.length < limit; folder = folders.shift()) {
    for (const entry of await readFolder(join(root, folder.path))) {
      const path = folder.path + entry.name;
      if (entry.isDirectory()) {
        if (folder.depth === DEEPEST) continue;
        if (entry.name === '.git' || folder.rules.ignores(`${entry.name}/`)) continue;
        if (!folder.inRepository && (SKIPPED.has(entry.name) || entry.name.startsWith('.'))) continue;
        folders.push(await enter(root, folder, entry.name, env));
      } else if (entry.isFile() || entry.isSymbolicLink()) {
        if (!folder.inRepository && entry.isSymbolicLink()) continue;
        if (!folder.rules.ignores(entry.name)) found.push(path);
      }
    }
  }
  return found.sort().slice(0, limit);
}

interface Folder {
  /** '' or with a slash at its end. */
  readonly path: string;
  readonly depth: number;
  readonly rules: IgnoreRules;
  readonly inRepository: boolean;
}

/** A repository inside of another one has rules of its own alone. */
async function enter(root: string, above: Folder, name: string, env: Environment): Promise<Folder> {
  const path = `${above.path}${name}/`;
  const depth = above.depth + 1;
  const absolute = join(root, path);
  if (await isThere(join(absolute, '.git')))
    return { path, depth, rules: await rulesOfRepository(absolute, env), inRepository: true };
  const rules = above.rules.below(name, await readRules(join(absolute, '.gitignore')));
  return { path, depth, rules, inRepository: above.inRepository };
}

/** The rules that hold in a folder, of which it may be that a repository begins above it. */
async function rulesAt(
  root: string,
  env: Environment,
): Promise<{ readonly rules: IgnoreRules; readonly inRepository: boolean }> {
  const below: string[] = [];
  for (let at = root; ; at = dirname(at)) {
    if (await isThere(join(at, '.git'))) {
      let rules = await rulesOfRepository(at, env);
      let folder = at;
      for (const name of below.reverse()) {
        folder = join(folder, name);
        rules = rules.below(name, await readRules(join(folder, '.gitignore')));
      }
      return { rules, inRepository: true };
    }
    if (dirname(at) === at) break;
    below.push(basename(at));
  }
  const own = await readRules(join(root, '.gitignore'));
  return { rules: IgnoreRules.of(own === undefined ? [] : [own]), inRepository: false };
}

async function rulesOfRepository(folder: string, env: Environment): Promise<IgnoreRules> {
  const settings = env['XDG_CONFIG_HOME'] || (env['HOME'] && join(env['HOME'], '.config'));
  const files = [
    ...(settings ? [join(settings, 'git/ignore')] : []),
    join(folder, '.git/info/exclude'),
    join(folder, '.gitignore'),
  ];
  const texts = await Promise.all(files.map(readRules));
  return IgnoreRules.of(texts.filter((text) => text !== undefined));
}

/** Undefined for what is not there, cannot be read, or is a link, which git does not follow. */
async function readRules(path: string): Promise<string | undefined> {
  try {
    return (await lstat(path)).isFile() ? await readFile(path, 'utf8') : undefined;
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return undefined;
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return false;
  }
}

async function readFolder(path: string): Promise<Dirent[]> {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return [];
  }
}
