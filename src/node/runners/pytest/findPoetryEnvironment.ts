import { isAbsolute } from 'node:path';
import { childEnvironment } from '../../childEnvironment';
import { findExecutable } from '../findExecutable';
import { keptVariables } from '../keptVariables';
import { runToEnd } from '../runToEnd';
import type { PythonEnvironment } from './pythonEnvironment';
import { environmentIn } from './pythonEnvironment';

const LONGEST_MS = 15_000;
/** Where the user has it keep its environments. */
const OF_POETRY = [
  'POETRY_HOME',
  'POETRY_CONFIG_DIR',
  'POETRY_DATA_DIR',
  'POETRY_CACHE_DIR',
  'POETRY_VIRTUALENVS_PATH',
];

/** The environment that poetry, where it is on PATH, keeps for a project outside of its folder; undefined when there is none. */
export async function findPoetryEnvironment(
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<PythonEnvironment | undefined> {
  const poetry = await findExecutable('poetry', env);
  if (poetry === undefined) return undefined;
  const kept = keptVariables(env, OF_POETRY);
  const request = { command: poetry, args: ['env', 'info', '-p'], cwd: folder, env: childEnvironment(env, kept) };
  const { end, output } = await runToEnd(request, AbortSignal.timeout(LONGEST_MS));
  if (end.kind !== 'exited' || end.code !== 0) return undefined;
  // Warnings may stand around the answer.
  for (const line of output.split(/\r?\n/).filter(isAbsolute)) {
    const found = await environmentIn(line);
    if (found !== undefined) return found;
  }
  return undefined;
}
