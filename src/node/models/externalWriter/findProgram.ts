import { realpath } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { Problem } from '../../../core/errors';
import type { Result } from '../../../core/lib/result';
import { fail, ok } from '../../../core/lib/result';
import type { Environment } from '../../environment';
import { findExecutable, isExecutable } from '../../runners/findExecutable';
import { insideRoot } from '../../runners/insideRoot';
import { refusalOfName, refusalOfScript } from './programNames';

/**
 * The absolute path of the program that a command names: on PATH, or where the command says. Never one that a repository could choose:
 * no path from the folder of work, nothing that lies in the project, and nothing that starts what the project names.
 */
export async function findProgram(
  command: readonly string[],
  root: string,
  env: Environment,
): Promise<Result<string, Problem>> {
  const [program = '', ...args] = command;
  if (program.trim() === '') {
    return unset(
      'No external program is set that writes.',
      'Set agentforge.external.command in the user settings of the editor, or AGENTFORGE_EXTERNAL_COMMAND or external.yaml for a terminal, such as ["aider", "--yes-always", "--message-file", "{prompt}", "{files}"].',
    );
  }
  if (/[\\/]/.test(program) && !isAbsolute(program)) {
    return refused(`"${program}" is a path from the folder in which it would work, so a repository could choose it`);
  }
  if (!command.some((arg) => arg.includes('{prompt}'))) {
    return refused('no argument has {prompt}, so the program would not learn what to write');
  }
  const path = isAbsolute(program) ? program : await findExecutable(program, env);
  if (path === undefined || !(await isExecutable(path))) {
    return refused(isAbsolute(program) ? `there is no program at ${program}` : `there is no "${program}" on PATH`);
  }
  const real = await realpath(path);
  const folder = await realpath(root).catch(() => root);
  if (insideRoot(real, folder) !== undefined || insideRoot(path, root) !== undefined) {
    return refused(`${path} lies in the project, so a repository could choose it`);
  }
  const reason =
    refusalOfName(program) ??
    refusalOfName(real) ??
    refusalOfScript(path, args, (arg) => isAbsolute(arg) && insideRoot(arg, root) === undefined);
  return reason === undefined ? ok(path) : refused(reason);
}

function refused(why: string): Result<never, Problem> {
  return unset(
    `The external program cannot be started: ${why}.`,
    'Name the program itself, by its name on PATH or its absolute path, in agentforge.external.command (user settings), AGENTFORGE_EXTERNAL_COMMAND or external.yaml.',
  );
}

function unset(detail: string, remedy: string): Result<never, Problem> {
  return fail({ kind: 'service-unset', detail, remedy });
}
