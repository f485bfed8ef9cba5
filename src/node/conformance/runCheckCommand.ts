import { join } from 'node:path';
import type { CommandEnd, RunCommand } from '../../core/conformance/evaluate/evaluationPorts';
import { checkPath } from '../../core/workspace/checkedPath';
import { childEnvironment } from '../childEnvironment';
import type { Environment } from '../environment';
import type { NodeWorkspace } from '../nodeWorkspace';
import { startProcess } from '../processes';
import { findExecutable } from '../runners/findExecutable';

const LONGEST_TAIL = 4_000;

/**
 * Runs commands of checks, without a shell, with a time limit, and with an environment that holds no key. Only for a user who said that
 * commands of the project may run.
 */
export function commandRunner(root: string, workspace: NodeWorkspace, env: Environment): RunCommand {
  return async ({ command, args, workingFolder, timeoutSeconds }, signal): Promise<CommandEnd> => {
    const program = await programOf(command, root, workspace, env);
    if (program === undefined) return { kind: 'not run', why: `there is no program ${command}` };
    const folder = workingFolder === undefined || workingFolder === '.' ? undefined : workingFolder;
    const checked = folder === undefined ? undefined : await checkPath(folder.replace(/\/+$/, ''), workspace);
    if (checked?.ok === false) return { kind: 'not run', why: checked.problem };
    const cwd = checked === undefined ? root : join(root, checked.value.real);
    const limit = AbortSignal.timeout(timeoutSeconds * 1_000);
    const ending = AbortSignal.any([signal, limit]);
    let output = '';
    const running = startProcess({ command: program, args, cwd, env: childEnvironment(env) }, (text) => {
      output = (output + text).slice(-LONGEST_TAIL);
    });
    ending.addEventListener('abort', running.kill, { once: true });
    if (ending.aborted) running.kill();
    const end = await running.ended;
    ending.removeEventListener('abort', running.kill);
    if (limit.aborted) return { kind: 'not run', why: `it took longer than ${timeoutSeconds} s: ${command}` };
    if (end.kind === 'exited') return { kind: 'ended', code: end.code, output };
    return { kind: 'not run', why: end.kind === 'killed' ? `it was ended by ${end.signal}` : end.detail };
  };
}

/** One of the project when it is a path, otherwise one on PATH. */
async function programOf(
  command: string,
  root: string,
  workspace: NodeWorkspace,
  env: Environment,
): Promise<string | undefined> {
  if (!/[/\\]/.test(command)) return findExecutable(command, env);
  const checked = await checkPath(command, workspace);
  return checked.ok ? join(root, checked.value.real) : undefined;
}
