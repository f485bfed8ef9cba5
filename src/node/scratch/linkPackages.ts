import { readdir, readlink, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode } from '../describeSystemError';
import { insideRoot } from '../runners/insideRoot';
import type { ScratchFolder } from './scratchFolder';

const PACKAGES = 'node_modules';

/**
 * Gives a copy of a project the packages of npm that the project has: folders of its own, in which each package is a link, so that what
 * tests write beside packages, such as caches, stays in the copy. Packages that are parts of the project itself lead into the copy.
 * Where the project has none of its own, the nearest folder above it gives them. Throws what the file system throws when it writes.
 * @param root absolute
 * @param files of the copy, from its root
 */
export async function linkPackages(root: string, scratch: ScratchFolder, files: readonly string[]): Promise<void> {
  const real = await realpath(root);
  const manifests = files.filter((file) => file === MANIFEST || file.endsWith(`/${MANIFEST}`));
  for (const folder of new Set(['.', ...manifests.map((file) => dirname(file))])) {
    await linkFolder(join(folder, PACKAGES), real, scratch);
  }
  for (let above = dirname(real); dirname(above) !== above; above = dirname(above)) {
    if ((await namesIn(join(above, PACKAGES))).length === 0) continue;
    await scratch.link(join(above, PACKAGES), PACKAGES);
    return;
  }
}

const MANIFEST = 'package.json';

/** `folder`: from the root, of the project and of the copy. */
async function linkFolder(folder: string, root: string, scratch: ScratchFolder): Promise<void> {
  const from = join(root, folder);
  for (const name of await namesIn(from)) {
    // A scope holds packages; what tools keep under a hidden name is theirs.
    if (name.startsWith('@')) await linkFolder(join(folder, name), root, scratch);
    else if (!name.startsWith('.') || name === '.bin' || name === '.pnpm') {
      await scratch.link(await targetOf(join(from, name), root, scratch), scratch.inCopy(join(folder, name)));
    }
  }
}

/** A package that is a part of the project leads to the same part of the copy. */
async function targetOf(source: string, root: string, scratch: ScratchFolder): Promise<string> {
  try {
    await readlink(source);
    const part = insideRoot(await realpath(source), root);
    return part === undefined || part.split('/').includes(PACKAGES) ? source : join(scratch.copy, part);
  } catch (error) {
    // No link, or one that leads nowhere.
    if (errorCode(error) === undefined) throw error;
    return source;
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return [];
  }
}
