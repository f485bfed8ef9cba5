import { lstat, readlink, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { whyLeftOutByName } from '../../core/codebase/listing/whyLeftOut';
import type { Problem } from '../../core/errors';
import { inParallel } from '../../core/lib/inParallel';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import { listFilesThere } from '../codebase/listFiles';
import { errorCode } from '../describeSystemError';
import type { Environment } from '../environment';
import { insideRoot } from '../runners/insideRoot';
import type { ScratchFolder } from './scratchFolder';

const MOST_FILES = 20_000;
const MOST_BYTES = 500_000_000;
const AT_ONCE = 32;

/**
 * Copies the files of a project that git does not ignore, with their modes, into a new scratch folder; gives their paths. Left out are
 * files whose names say that they hold secrets, the product's own, and links that lead out of the project or are absolute. Throws what
 * the file system throws when it writes.
 * @param root absolute
 */
export async function copyForTests(
  root: string,
  scratch: ScratchFolder,
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
    const found = await look(path, real);
    if (found === undefined) return undefined;
    const to = scratch.inCopy(path);
    if (found.kind === 'link') await scratch.link(found.target, to);
    else await scratch.take(join(real, path), to);
    bytes += found.kind === 'file' ? found.size : 0;
    return path;
  });
  if (signal.aborted) return fail({ kind: 'cancelled' });
  if (bytes > MOST_BYTES) return tooMuch(`more than ${MOST_BYTES / 1_000_000} MB`);
  return ok(copied.filter((path) => path !== undefined));
}

type Found =
  | { readonly kind: 'file'; readonly size: number }
  /** `target`: from the link to what it leads to in the end, so that it leads to the same part of a copy. */
  | { readonly kind: 'link'; readonly target: string };

/** What is to be copied; undefined for what is not, or is gone. `root` is without links. */
async function look(path: string, root: string): Promise<Found | undefined> {
  const from = join(root, path);
  try {
    const stats = await lstat(from);
    const folder = await realpath(dirname(from));
    // What lies behind a link in the place of a folder is another file's, and is copied there.
    if (folder !== root && insideRoot(folder, root) === undefined) return undefined;
    if (stats.isFile()) return { kind: 'file', size: stats.size };
    if (!stats.isSymbolicLink() || isAbsolute(await readlink(from))) return undefined;
    const end = await realpath(from);
    return insideRoot(end, root) === undefined ? undefined : { kind: 'link', target: relative(folder, end) };
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return undefined;
  }
}

function tooMuch(what: string): Result<never, Problem> {
  return fail({
    kind: 'input-invalid',
    detail: `The project has ${what}, too much for a copy in which code is changed.`,
  });
}
