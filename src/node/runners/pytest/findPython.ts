import { isAbsolute, join } from 'node:path';
import type { Problem } from '../../../core/errors';
import type { Result } from '../../../core/lib/result';
import { fail, ok } from '../../../core/lib/result';
import { findExecutable, isExecutable } from '../findExecutable';
import { insideRoot } from '../insideRoot';
import { foldersAbove } from '../projectFolder';
import { findPoetryEnvironment } from './findPoetryEnvironment';
import type { PythonEnvironment } from './pythonEnvironment';
import { environmentIn, environmentOf, interpreterOf } from './pythonEnvironment';
import type { PackageManager } from './pythonPackages';
import { packageManagerOf, repairCommand } from './pythonPackages';

export interface Python {
  /** Absolute path of the interpreter. */
  readonly path: string;
  /** As a person types it: `python3`, a path from the workspace folder, `poetry run python`. */
  readonly words: readonly string[];
  /** The virtual environment that it belongs to. */
  readonly environment: PythonEnvironment | undefined;
  /** What manages the project's packages, where its files say so. */
  readonly manager: PackageManager | undefined;
}

export interface PythonQuestion {
  /** Absolute. */
  readonly root: string;
  /** Test files, workspace-relative. */
  readonly files: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The interpreter that the user chose, absolute; it is used or found wanting, never replaced. */
  readonly chosen: string | undefined;
}

const FOLDERS = ['.venv', 'venv'];

/**
 * The interpreter for test files: the user's own choice; else that of the project's virtual environment, nearest above the files;
 * of the environment that poetry keeps for it; of the active environment (venv, conda); `python3` or `python` on PATH.
 * No file of the repository can name another one.
 */
export async function findPython(question: PythonQuestion): Promise<Result<Python, Problem>> {
  const { root, files, env, chosen } = question;
  const manager = await packageManagerOf(root, files);
  if (chosen !== undefined) return chosenPython(question, chosen, manager);
  const folders = foldersAbove(files).flatMap((folder) => FOLDERS.map((name) => join(root, folder, name)));
  // The user may keep uv's environments elsewhere.
  const moved = manager?.kind === 'uv' ? env['UV_PROJECT_ENVIRONMENT'] : undefined;
  if (moved !== undefined && moved !== '')
    folders.unshift(isAbsolute(moved) ? moved : join(root, manager?.folder ?? '', moved));
  for (const environment of await Promise.all(folders.map(environmentIn))) {
    if (environment?.kind === 'venv') return inProject(question, environment, manager);
  }
  const ofPoetry =
    manager?.kind === 'poetry' ? await findPoetryEnvironment(join(root, manager.folder), env) : undefined;
  if (ofPoetry !== undefined) {
    const path = await interpreterOf(ofPoetry);
    if (path !== undefined) return ok({ path, words: ['poetry', 'run', 'python'], environment: ofPoetry, manager });
  }
  for (const folder of [env['VIRTUAL_ENV'], env['CONDA_PREFIX']]) {
    const active = folder !== undefined && isAbsolute(folder) ? await environmentIn(folder) : undefined;
    const path = active && (await interpreterOf(active));
    if (path !== undefined) return ok({ path, words: [nameOf(path, root)], environment: active, manager });
  }
  for (const name of ['python3', 'python']) {
    const path = await findExecutable(name, env);
    if (path !== undefined) return ok({ path, words: [name], environment: await environmentOf(path), manager });
  }
  return fail({
    kind: 'runner-missing',
    runner: 'pytest',
    detail: 'no Python was found: the project has no virtual environment (.venv, venv) and there is no python3 on PATH',
    install: 'install Python 3 (https://www.python.org/downloads/), then: python3 -m pip install pytest',
  });
}

async function chosenPython(
  { root }: PythonQuestion,
  chosen: string,
  manager: PackageManager | undefined,
): Promise<Result<Python, Problem>> {
  if (isAbsolute(chosen) && (await isExecutable(chosen))) {
    const environment = await environmentOf(chosen);
    return ok({ path: chosen, words: [nameOf(chosen, root)], environment, manager });
  }
  return fail({
    kind: 'runner-missing',
    runner: 'pytest',
    detail: `the chosen Python interpreter ${chosen} ${isAbsolute(chosen) ? 'cannot be run' : 'is not an absolute path'}`,
    install: 'choose another Python interpreter in the settings',
  });
}

/** A broken environment is told, not passed over: another interpreter would run other versions of the project's packages. */
async function inProject(
  { root }: PythonQuestion,
  environment: PythonEnvironment,
  manager: PackageManager | undefined,
): Promise<Result<Python, Problem>> {
  const path = await interpreterOf(environment);
  if (path !== undefined) return ok({ path, words: [nameOf(path, root)], environment, manager });
  const name = nameOf(environment.folder, root);
  return fail({
    kind: 'runner-missing',
    runner: 'pytest',
    detail: `the project's virtual environment ${name} has no working Python`,
    install: repairCommand(name, manager),
  });
}

function nameOf(path: string, root: string): string {
  return insideRoot(path, root) ?? path;
}
