import type { Config } from './config';
import { parseToml } from './parseToml';

const NOTHING: Config['directories'] = { tests: undefined, implementation: undefined };

/**
 * Where a Python project says its tests and its code are: `tool.pytest.ini_options.testpaths` and
 * `tool.setuptools.packages.find.where`. A file that is no TOML says nothing here; pytest will tell the user about it.
 */
export function readPyproject(text: string): Config['directories'] {
  const root = parseToml(text);
  if (root === undefined) return NOTHING;
  return {
    tests: firstFolder(valueAt(root, ['tool', 'pytest', 'ini_options', 'testpaths'])),
    implementation: firstFolder(valueAt(root, ['tool', 'setuptools', 'packages', 'find', 'where'])),
  };
}

function valueAt(value: unknown, keys: readonly string[]): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return value;
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? valueAt((value as Record<string, unknown>)[key], rest)
    : undefined;
}

/** The first plain folder of a list; patterns name no single place. */
function firstFolder(value: unknown): string | undefined {
  const folders = Array.isArray(value) ? value : [value];
  const found = folders.find((folder): folder is string => typeof folder === 'string' && !/[*?[]/.test(folder));
  return found?.replaceAll('\\', '/').replace(/^\.\/+|\/+$/g, '') || undefined;
}
