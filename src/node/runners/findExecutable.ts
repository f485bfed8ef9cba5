import { constants, statSync } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

/**
 * The absolute path of a program on PATH; undefined when there is none. Relative entries of PATH are passed over, since there
 * a repository could plant a program. On Windows only `.exe`: scripts need a shell.
 */
export async function findExecutable(
  name: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  for (const folder of new Set((searchPath(env) ?? '').split(delimiter))) {
    if (!isAbsolute(folder)) continue;
    const candidate = join(folder, process.platform === 'win32' ? `${name}.exe` : name);
    if (isThere(candidate) && (await isExecutable(candidate))) return candidate;
  }
  return undefined;
}

/** Windows spells it `Path` or `PATH`. */
function searchPath(env: Readonly<Record<string, string | undefined>>): string | undefined {
  if (env['PATH'] !== undefined || process.platform !== 'win32') return env['PATH'];
  return Object.entries(env).find(([key]) => /^path$/i.test(key))?.[1];
}

/** Most folders do not have it. Asked at once, as the system itself does: by way of another thread it takes ten times longer. */
function isThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

export async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
