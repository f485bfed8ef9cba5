import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { childEnvironment } from './childEnvironment';
import type { Environment } from './environment';

/** A repository's own configuration can name a program for git to run while it lists: not here. */
const SAFE = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath='];

/**
 * The paths that `git ls-files` names in a folder (absolute); undefined without git, or without a repository. Takes them piece by
 * piece, as git says them: the thread has turns for other things in between.
 */
export async function listWithGit(
  root: string,
  env: Environment,
  args: readonly string[],
): Promise<readonly string[] | undefined> {
  const git = spawn('git', [...SAFE, 'ls-files', '-z', ...args], {
    cwd: root,
    env: childEnvironment(env),
    stdio: ['ignore', 'pipe', 'ignore'],
    windowsHide: true,
  });
  const ended = once(git, 'close').catch(() => [undefined]);
  const paths: string[] = [];
  let begun: readonly Buffer[] = [];
  try {
    for await (const piece of git.stdout as AsyncIterable<Buffer>) {
      // Each path ends with the sign that separates them.
      const end = piece.lastIndexOf(0);
      if (end === -1) begun = [...begun, piece];
      else {
        const whole = Buffer.concat([...begun, piece.subarray(0, end)]).toString('utf8');
        for (const path of whole.split('\0')) paths.push(path);
        begun = [piece.subarray(end + 1)];
      }
      await nextTurn();
    }
  } catch {
    return undefined;
  }
  const [code] = await ended;
  return code === 0 ? paths : undefined;
}
