import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isExecutable } from '../findExecutable';

export interface PythonEnvironment {
  readonly kind: 'venv' | 'conda';
  /** Absolute. */
  readonly folder: string;
  /** Made by uv, and then without pip. */
  readonly isOfUv: boolean;
}

const WINDOWS = process.platform === 'win32';
const INTERPRETERS = WINDOWS ? ['Scripts/python.exe', 'python.exe'] : ['bin/python', 'bin/python3'];

/** The virtual environment in a folder; undefined when it is none. */
export async function environmentIn(folder: string): Promise<PythonEnvironment | undefined> {
  try {
    const about = await readFile(join(folder, 'pyvenv.cfg'), 'utf8');
    return { kind: 'venv', folder, isOfUv: /^uv\s*=/m.test(about) };
  } catch {
    return (await isFolder(join(folder, 'conda-meta'))) ? { kind: 'conda', folder, isOfUv: false } : undefined;
  }
}

/** The environment that an interpreter belongs to. */
export async function environmentOf(interpreter: string): Promise<PythonEnvironment | undefined> {
  const folder = dirname(interpreter);
  return (await environmentIn(dirname(folder))) ?? (WINDOWS ? environmentIn(folder) : undefined);
}

/** Absolute path; undefined when the environment has none that can be run. */
export async function interpreterOf({ folder }: PythonEnvironment): Promise<string | undefined> {
  for (const interpreter of INTERPRETERS) {
    const path = join(folder, interpreter);
    if (await isExecutable(path)) return path;
  }
  return undefined;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
