import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fieldsOf, parseFields, textOf } from '../decode';
import { foldersAbove } from '../projectFolder';

/** What tells that a runner is at home in a folder. */
export interface RunnerHome {
  /** Name of its package, and of its key in a package.json. */
  readonly name: string;
  /** Names of its configuration files. */
  readonly configuration: RegExp;
}

/**
 * The workspace-relative folder ('' for the root) that a runner of JavaScript tests is started in: the nearest one above all of
 * the files that configures the runner, or whose package asks for it; else the nearest package; else the root.
 */
export async function runnerFolder(root: string, files: readonly string[], home: RunnerHome): Promise<string> {
  let nearestPackage: string | undefined;
  for (const folder of foldersAbove(files)) {
    const names = await readdir(join(root, folder)).catch((): string[] => []);
    if (names.some((name) => home.configuration.test(name))) return folder;
    if (!names.includes('package.json')) continue;
    if (await asksFor(join(root, folder, 'package.json'), home.name)) return folder;
    nearestPackage ??= folder;
  }
  return nearestPackage ?? '';
}

async function asksFor(manifest: string, name: string): Promise<boolean> {
  const said = parseFields(await readFile(manifest, 'utf8').catch(() => '')) ?? {};
  if (said[name] !== undefined) return true;
  if (new RegExp(`(?:^|[\\s/])${name}(?:\\s|$)`).test(textOf(fieldsOf(said['scripts'])?.['test']) ?? '')) return true;
  return ['devDependencies', 'dependencies'].some((list) => fieldsOf(said[list])?.[name] !== undefined);
}
