import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { isThere } from '../../isThere';
import { commandText } from '../commandText';
import { parseFields, textOf } from '../decode';
import { foldersAbove } from '../projectFolder';

type PackageManager = 'npm' | 'pnpm' | 'yarn';

const LOCK_FILES: readonly (readonly [string, PackageManager])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
];
const INSTALL: Readonly<Record<PackageManager, readonly string[]>> = {
  npm: ['npm', 'install', '--save-dev'],
  pnpm: ['pnpm', 'add', '--save-dev'],
  yarn: ['yarn', 'add', '--dev'],
};

/**
 * The command that installs packages for a project's tests, as a person would type it in the workspace folder. `folder` is
 * the project's, workspace-relative.
 */
export async function installCommand(root: string, folder: string, packages: readonly string[]): Promise<string> {
  return commandText(folder, [...INSTALL[await packageManagerOf(root, folder)], ...packages]);
}

/** What the nearest `packageManager` field says, or the nearest lock file; else npm. */
async function packageManagerOf(root: string, folder: string): Promise<PackageManager> {
  for (const above of foldersAbove([posix.join(folder, 'package.json')])) {
    const named = /^(npm|pnpm|yarn)@/.exec((await fieldIn(join(root, above))) ?? '')?.[1];
    if (named !== undefined) return named as PackageManager;
    for (const [file, manager] of LOCK_FILES) if (await isThere(join(root, above, file))) return manager;
  }
  return 'npm';
}

async function fieldIn(folder: string): Promise<string | undefined> {
  try {
    return textOf(parseFields(await readFile(join(folder, 'package.json'), 'utf8'))?.['packageManager']);
  } catch {
    return undefined;
  }
}
