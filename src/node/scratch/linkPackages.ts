import { mkdir, readdir, readlink, realpath, symlink } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { errorCode } from '../describeSystemError';
import { insideRoot } from '../runners/insideRoot';

const PACKAGES = 'node_modules';

/**
 * Gives a copy of a project the packages of npm that the project has: folders of its own, in which each package is a link, so that what
 * tests write beside packages, such as caches, stays in the copy. Packages that are parts of the project itself lead into the copy.
 * Where the project has none of its own, the nearest folder above it gives them.
 * @param files of the copy, from its root
 */
export async function linkPackages(root: string, copy: string, files: readonly string[]): Promise<void> {
  const real = await realpath(root);
  const folders = new Set(['', ...files.filter((file) => file.endsWith('package.json')).map((file) => dirname(file))]);
  for (const folder of folders) {
    const at = folder === '.' ? '' : folder;
    await linkFolder({ from: join(real, at, PACKAGES), to: join(copy, at, PACKAGES) }, { root: real, copy });
  }
  for (let above = dirname(real); dirname(above) !== above; above = dirname(above)) {
    if ((await namesIn(join(above, PACKAGES))).length === 0) continue;
    await symlink(join(above, PACKAGES), join(dirname(copy), PACKAGES));
    return;
  }
}

interface Roots {
  readonly root: string;
  readonly copy: string;
}

async function linkFolder({ from, to }: { readonly from: string; readonly to: string }, roots: Roots): Promise<void> {
  const names = await namesIn(from);
  if (names.length === 0) return;
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const name of names) {
    const [source, target] = [join(from, name), join(to, name)];
    // A scope holds packages; what tools keep under a hidden name is theirs.
    if (name.startsWith('@')) await linkFolder({ from: source, to: target }, roots);
    else if (!name.startsWith('.') || name === '.bin' || name === '.pnpm') await link(source, target, roots);
  }
}

/** A link to a part of the project leads to the same part of the copy. */
async function link(source: string, target: string, { root, copy }: Roots): Promise<void> {
  const leadsTo = await readlink(source).then(
    (path) => (isAbsolute(path) ? path : resolve(dirname(source), path)),
    () => source,
  );
  const inside = insideRoot(leadsTo, root);
  const isPart = inside !== undefined && !inside.split('/').includes(PACKAGES);
  await symlink(isPart ? join(copy, relative(root, leadsTo)) : source, target).catch((error: unknown) => {
    // One that the repository has itself stays.
    if (errorCode(error) !== 'EEXIST') throw error;
  });
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return [];
  }
}
