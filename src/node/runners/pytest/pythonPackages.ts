import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isThere } from '../../isThere';
import { commandText } from '../commandText';
import { foldersAbove } from '../projectFolder';
import type { PythonEnvironment } from './pythonEnvironment';

/** What manages a project's packages, as its lock file or pyproject.toml says. */
export interface PackageManager {
  readonly kind: 'uv' | 'poetry';
  /** The project's folder, workspace-relative; '' for the root. */
  readonly folder: string;
}

/** The manager whose project lies nearest above the files; undefined when there is none, and pip is the way. */
export async function packageManagerOf(root: string, files: readonly string[]): Promise<PackageManager | undefined> {
  for (const folder of foldersAbove(files)) {
    const [isOfUv, isOfPoetry, project] = await Promise.all([
      isThere(join(root, folder, 'uv.lock')),
      isThere(join(root, folder, 'poetry.lock')),
      readFile(join(root, folder, 'pyproject.toml'), 'utf8').catch(() => ''),
    ]);
    if (isOfUv) return { kind: 'uv', folder };
    if (isOfPoetry || /^\s*\[\s*tool\s*\.\s*poetry\s*[.\]]/m.test(project)) return { kind: 'poetry', folder };
  }
  return undefined;
}

interface PackageHome {
  /** The interpreter as a person types it in the workspace folder. */
  readonly words: readonly string[];
  readonly environment: PythonEnvironment | undefined;
  readonly manager: PackageManager | undefined;
}

/** What a person types in the workspace folder to bring a package to an interpreter. */
export function installCommand({ words, environment, manager }: PackageHome, name: string): string {
  if (manager?.kind === 'uv') return commandText(manager.folder, ['uv', 'add', '--dev', name]);
  if (manager?.kind === 'poetry') return commandText(manager.folder, ['poetry', 'add', '--group', 'dev', name]);
  if (environment?.kind === 'conda') return commandText('', ['conda', 'install', '--prefix', environment.folder, name]);
  if (environment?.isOfUv) return commandText('', ['uv', 'pip', 'install', '--python', ...words, name]);
  return commandText('', [...words, '-m', 'pip', 'install', name]);
}

/** What makes a broken environment of the project work again, with pytest in it. */
export function repairCommand(environment: string, manager: PackageManager | undefined): string {
  if (manager?.kind === 'uv') return commandText(manager.folder, ['uv', 'sync', '--reinstall']);
  const python = process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python';
  const made = commandText('', ['python3', '-m', 'venv', '--clear', environment]);
  return manager?.kind === 'poetry'
    ? `${made} && ${commandText(manager.folder, ['poetry', 'install'])}`
    : `${made} && ${commandText('', [`${environment}/${python}`, '-m', 'pip', 'install', 'pytest'])}`;
}
