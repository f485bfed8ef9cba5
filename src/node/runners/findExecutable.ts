import { constants } from 'node:fs';
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
  const path = Object.entries(env).find(
    ([key]) => key === 'PATH' || (process.platform === 'win32' && /^path$/i.test(key)),
  );
  for (const folder of (path?.[1] ?? '').split(delimiter)) {
    if (!isAbsolute(folder)) continue;
    const candidate = join(folder, process.platform === 'win32' ? `${name}.exe` : name);
    if (await isExecutable(candidate)) return candidate;
  }
  return undefined;
}

export async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
