import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { childEnvironment } from './childEnvironment';
import type { Environment } from './environment';

const run = promisify(execFile);
/** A repository's own configuration can name a program for git to run while it lists: not here. */
const SAFE = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath='];

/** The paths that `git ls-files` names in a folder (absolute); undefined without git, or without a repository. */
export async function listWithGit(
  root: string,
  env: Environment,
  args: readonly string[],
): Promise<readonly string[] | undefined> {
  try {
    const options = { cwd: root, maxBuffer: 1 << 28, env: childEnvironment(env) };
    const { stdout } = await run('git', [...SAFE, 'ls-files', '-z', ...args], options);
    return stdout.split('\0').filter((path) => path !== '');
  } catch {
    return undefined;
  }
}
