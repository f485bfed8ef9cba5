import { childEnvironment } from '../../childEnvironment';
import type { Environment } from '../../environment';
import { startProcess } from '../../processes';
import { findExecutable } from '../../runners/findExecutable';
import type { ScratchFolder } from '../../scratch/scratchFolder';

/** Git takes no settings of the user or the machine, of which some name programs, and looks for no repository above the copy. */
export function withoutGitSettings(above: string): Readonly<Record<string, string>> {
  return {
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CEILING_DIRECTORIES: above,
    GIT_TERMINAL_PROMPT: '0',
  };
}

const SETTINGS = [
  ...['user.name', 'AgentForge', 'user.email', 'agentforge@localhost', 'commit.gpgSign', 'false'],
  ...['core.hooksPath', '/dev/null', 'core.fsmonitor', 'false', 'core.autocrlf', 'false', 'gc.auto', '0'],
];
/** What assistants keep for themselves is hidden; nothing hidden is taken over. */
const HIDDEN = '.*\n!.gitignore\n';

/**
 * Makes a copy a git repository of its own with one commit, since some programs work in no other folder. Where there is no git, or it
 * fails, the copy stays a plain folder.
 */
export async function copyRepository(scratch: ScratchFolder, env: Environment): Promise<void> {
  const git = await findExecutable('git', env);
  if (git === undefined) return;
  const run = async (...args: readonly string[]): Promise<boolean> => {
    const child = { command: git, args, cwd: scratch.copy };
    const settings = withoutGitSettings(scratch.path);
    const end = await startProcess({ ...child, env: childEnvironment(env, settings) }, () => {}).ended;
    return end.kind === 'exited' && end.code === 0;
  };
  if (!(await run('init', '--quiet', '--template='))) return;
  for (let at = 0; at < SETTINGS.length; at += 2) await run('config', SETTINGS[at] ?? '', SETTINGS[at + 1] ?? '');
  await scratch.write('project/.git/info/exclude', HIDDEN);
  await run('add', '--all', '--force');
  await run('commit', '--quiet', '--allow-empty', '--no-verify', '--message=Before');
}
