import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Problem } from '../../../core/errors';
import type { Result } from '../../../core/lib/result';
import { fail, ok } from '../../../core/lib/result';
import { findExecutable, isExecutable } from '../findExecutable';
import { foldersAbove } from '../projectFolder';

export interface Python {
  /** Absolute path of the interpreter. */
  readonly path: string;
  /** As a person names it: `python3`, or a path from the workspace folder. */
  readonly name: string;
  /** The folder of the virtual environment that it belongs to; absolute. */
  readonly virtualEnvironment: string | undefined;
}

const ENVIRONMENTS = ['.venv', 'venv'];
const INTERPRETERS = process.platform === 'win32' ? ['Scripts/python.exe'] : ['bin/python', 'bin/python3'];

/**
 * The interpreter for test files: that of the project's virtual environment, nearest above the files, else `python3` or
 * `python` on PATH. No file of the repository can name another one.
 */
export async function findPython(
  root: string,
  files: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<Result<Python, Problem>> {
  for (const folder of foldersAbove(files)) {
    for (const environment of ENVIRONMENTS) {
      const relative = folder === '' ? environment : `${folder}/${environment}`;
      if (!(await isFile(join(root, relative, 'pyvenv.cfg')))) continue;
      return inEnvironment(root, relative);
    }
  }
  for (const name of ['python3', 'python']) {
    const path = await findExecutable(name, env);
    if (path !== undefined) return ok({ path, name, virtualEnvironment: await environmentOf(path) });
  }
  return fail({
    kind: 'runner-missing',
    runner: 'pytest',
    detail: 'no Python was found: the project has no virtual environment (.venv, venv) and there is no python3 on PATH',
    install: 'install Python 3 (https://www.python.org/downloads/), then: python3 -m pip install pytest',
  });
}

/** A broken environment is told, not passed over: another interpreter would run other versions of the project's packages. */
async function inEnvironment(root: string, relative: string): Promise<Result<Python, Problem>> {
  for (const interpreter of INTERPRETERS) {
    const path = join(root, relative, interpreter);
    if (await isExecutable(path)) {
      return ok({ path, name: `${relative}/${interpreter}`, virtualEnvironment: join(root, relative) });
    }
  }
  return fail({
    kind: 'runner-missing',
    runner: 'pytest',
    detail: `the project's virtual environment ${relative} has no working Python`,
    install: `python3 -m venv --clear ${relative} && ${relative}/${INTERPRETERS[0]} -m pip install pytest`,
  });
}

async function environmentOf(interpreter: string): Promise<string | undefined> {
  const folder = dirname(dirname(interpreter));
  return (await isFile(join(folder, 'pyvenv.cfg'))) ? folder : undefined;
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
