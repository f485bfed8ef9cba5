import { readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fieldsOf, parseFields, textOf } from '../decode';
import type { InstalledPackage } from '../script/findPackage';

/** What is started. */
export const PROGRAM = 'run.mjs';
/** What vitest loads before each test file, where the tests run. */
export const SETUP = 'setup.mjs';

export interface VitestParts {
  readonly installed: InstalledPackage;
  readonly assetsDir: string;
  /** Path of what the programs are told; absolute. */
  readonly settings: string;
}

/**
 * Programs that bring the project's vitest and our plugins together, by file name: neither finds the other by itself, since they
 * lie in different folders.
 */
export async function vitestPrograms(parts: VitestParts): Promise<Readonly<Record<string, string>>> {
  const { installed, assetsDir, settings } = parts;
  const [api, hooks] = await Promise.all([entryOf(installed.folder, './node'), entryOf(installed.folder, '.')]);
  const worker = JSON.stringify(join(assetsDir, 'vitest_worker.cjs'));
  return {
    [PROGRAM]: [
      `import { startVitest } from ${urlOf(api)};`,
      `import { run } from ${urlOf(join(assetsDir, 'vitest_run.mjs'))};`,
      'await run(startVitest);\n',
    ].join('\n'),
    [SETUP]: [
      "import { createRequire } from 'node:module';",
      // vite takes a path here.
      `import { afterEach, beforeEach } from ${JSON.stringify(hooks.split(sep).join('/'))};`,
      `const { watch } = createRequire(${worker})(${worker});`,
      `watch({ afterEach, beforeEach }, ${JSON.stringify(settings)});\n`,
    ].join('\n'),
  };
}

function urlOf(path: string): string {
  return JSON.stringify(pathToFileURL(path).href);
}

/** The file that the package declares for the `import` of an entry. */
async function entryOf(folder: string, name: string): Promise<string> {
  const manifest = parseFields(await readFile(join(folder, 'package.json'), 'utf8'));
  let entry = fieldsOf(manifest?.['exports'])?.[name];
  for (let choice = fieldsOf(entry); choice !== undefined; choice = fieldsOf(entry)) {
    entry = choice['import'] ?? choice['default'];
  }
  return join(folder, textOf(entry) ?? '');
}
