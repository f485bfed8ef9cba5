import { constants } from 'node:fs';
import { copyFile, lstat, mkdir, readlink, realpath, symlink } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { whyLeftOutByName } from '../../core/codebase/listing/whyLeftOut';
import type { Problem } from '../../core/errors';
import { inParallel } from '../../core/lib/inParallel';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import { listFilesThere } from '../codebase/listFiles';
import { errorCode } from '../describeSystemError';
import type { Environment } from '../environment';
import { insideRoot } from '../runners/insideRoot';

const MOST_FILES = 20_000;
const MOST_BYTES = 500_000_000;
const AT_ONCE = 32;

/**
 * Copies the files of a project that git does not ignore, with their modes, into a folder that is there and empty; both are absolute.
 * Left out are files whose names say that they hold secrets, the product's own, and links that lead out of the project. Throws what
 * the file system throws when it writes.
 */
export async function copyForTests(
  root: string,
  folder: string,
  env: Environment,
  signal: AbortSignal,
): Promise<Result<readonly string[], Problem>> {
  const listed = await listFilesThere(root, env, MOST_FILES + 1);
  if (listed.length > MOST_FILES) return tooMuch(`more than ${MOST_FILES} files`);
  const paths = listed.filter((path) => !path.startsWith('.agentforge/') && whyLeftOutByName(path, 0) !== 'secret');
  const real = await realpath(root);
  let bytes = 0;
  const copied = await inParallel(paths, AT_ONCE, async (path) => {
    if (signal.aborted || bytes > MOST_BYTES) return undefined;
    const copiedBytes = await copyOne(join(real, path), join(folder, path), { from: real, to: folder });
    bytes += copiedBytes ?? 0;
    return copiedBytes === undefined ? undefined : path;
  });
  if (signal.aborted) return fail({ kind: 'cancelled' });
  if (bytes > MOST_BYTES) return tooMuch(`more than ${MOST_BYTES / 1_000_000} MB`);
  return ok(copied.filter((path) => path !== undefined));
}

/** Its size; undefined for what is not copied, or is gone. */
async function copyOne(
  from: string,
  to: string,
  roots: { readonly from: string; readonly to: string },
): Promise<number | undefined> {
  let link: string | undefined;
  let size: number;
  try {
    const stats = await lstat(from);
    size = stats.size;
    if (stats.isSymbolicLink()) link = await readlink(from);
    else if (!stats.isFile()) return undefined;
    // What lies behind a link in the place of a folder is another file's, and is copied there.
    if (insideRoot(await realpath(dirname(from)), roots.from) === undefined && dirname(from) !== roots.from)
      return undefined;
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return undefined;
  }
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  if (link === undefined) {
    await copyFile(from, to, constants.COPYFILE_FICLONE);
    return size;
  }
  const isOwn = !isAbsolute(link) && insideRoot(resolve(dirname(from), link), roots.from) !== undefined;
  if (!isOwn) return undefined;
  await symlink(link, to);
  return 0;
}

function tooMuch(what: string): Result<never, Problem> {
  return fail({
    kind: 'input-invalid',
    detail: `The project has ${what}, too much for a copy in which code is changed.`,
  });
}
