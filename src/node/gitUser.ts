import { childEnvironment } from './childEnvironment';
import type { Environment } from './environment';
import { startProcess } from './processes';
import { findExecutable } from './runners/findExecutable';

const LONGEST_MS = 2_000;

/** The name that git writes under commits made in a folder (absolute); undefined without git, or when nobody told it. */
export async function gitUser(root: string, env: Environment): Promise<string | undefined> {
  const git = await findExecutable('git', env);
  if (git === undefined) return undefined;
  let said = '';
  const request = { command: git, args: ['config', '--get', 'user.name'], cwd: root, env: childEnvironment(env) };
  const running = startProcess(request, (text, stream) => {
    if (stream === 'stdout') said += text;
  });
  const late = setTimeout(running.kill, LONGEST_MS);
  const end = await running.ended;
  clearTimeout(late);
  const name = end.kind === 'exited' && end.code === 0 ? said.replace(/\s+/g, ' ').trim() : '';
  return name === '' ? undefined : name;
}
