import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MoveEvidence } from '../../core/conformance/report/followMoves';
import { isSameFile } from '../../core/conformance/report/isSameFile';
import { inParallel } from '../../core/lib/inParallel';
import { childEnvironment } from '../childEnvironment';
import { errorCode } from '../describeSystemError';
import type { Environment } from '../environment';
import { startProcess } from '../processes';
import { findExecutable } from '../runners/findExecutable';

const AT_ONCE = 16;
const LONGEST_MS = 10_000;
const LARGEST = 4_000_000;
/** A clone without all of its history would fetch what is asked about. */
const OFFLINE = { GIT_NO_LAZY_FETCH: '1' };

/**
 * What git knows of the files of a folder (absolute). Without git, where history does not reach back so far, and once it is cancelled,
 * nothing is moved.
 */
export function gitMoves(root: string, env: Environment, signal: AbortSignal): MoveEvidence {
  const place = { root, env, signal };
  const leaving = new Map<string, Promise<Leaving | undefined>>();
  return {
    async gone(paths) {
      const gone = new Set<string>();
      await inParallel(paths.filter(isInside), AT_ONCE, async (path) => {
        if (await isGone(join(root, path))) gone.add(path);
      });
      return gone;
    },
    async isMoved(from, to) {
      const left = leaving.get(from) ?? leavingOf(from, place);
      leaving.set(from, left);
      const { before, after } = (await left) ?? {};
      if (before === undefined || (await has(before, to, place)) !== false) return false;
      const then = await git(['cat-file', 'blob', `${before}:./${from}`], place);
      const now =
        after === undefined
          ? await readFile(join(root, to), 'utf8').catch(() => undefined)
          : await git(['cat-file', 'blob', `${after}:./${to}`], place);
      return then !== undefined && now !== undefined && isSameFile(then, now);
    },
  };
}

interface Place {
  readonly root: string;
  readonly env: Environment;
  readonly signal: AbortSignal;
}

/** The last commit that has a file, and the first without it; undefined for what is on the disk. */
interface Leaving {
  readonly before: string;
  readonly after: string | undefined;
}

async function leavingOf(path: string, place: Place): Promise<Leaving | undefined> {
  if ((await has('HEAD', path, place)) === true) return { before: 'HEAD', after: undefined };
  const after = (await git(['--literal-pathspecs', 'rev-list', '-1', 'HEAD', '--', path], place))?.trim() ?? '';
  if (after === '' || (await has(`${after}^`, path, place)) !== true) return undefined;
  return { before: `${after}^`, after };
}

/** Whether a commit has a file, whose content may be elsewhere; undefined when git cannot tell. */
async function has(commit: string, path: string, place: Place): Promise<boolean | undefined> {
  const listed = await git(['--literal-pathspecs', 'ls-tree', '--name-only', commit, '--', path], place);
  return listed === undefined ? undefined : listed !== '';
}

/** What it prints; undefined when it fails. */
async function git(args: readonly string[], { root, env, signal }: Place): Promise<string | undefined> {
  const program = await findExecutable('git', env);
  if (program === undefined || signal.aborted) return undefined;
  let said = '';
  const request = { command: program, args: ['--no-pager', ...args], cwd: root, env: childEnvironment(env, OFFLINE) };
  const running = startProcess(request, (text, stream) => {
    if (stream === 'stdout') said += text;
    if (said.length > LARGEST) running.kill();
  });
  const late = setTimeout(running.kill, LONGEST_MS);
  signal.addEventListener('abort', running.kill, { once: true });
  const end = await running.ended;
  clearTimeout(late);
  signal.removeEventListener('abort', running.kill);
  return end.kind === 'exited' && end.code === 0 ? said : undefined;
}

/** A baseline is a file that anybody may have written. */
function isInside(path: string): boolean {
  return !/^[/\\]|^[A-Za-z]:|\0/.test(path) && !path.split(/[/\\]/).includes('..');
}

async function isGone(absolute: string): Promise<boolean> {
  try {
    await lstat(absolute);
    return false;
  } catch (error) {
    return ['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '');
  }
}
