import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestImport } from '../../../core/testrun/report';
import { scanImports } from './scanImports';

/** What the files import from the project; a file that cannot be read imports nothing. */
export async function readImports(root: string, files: readonly string[]): Promise<readonly TestImport[]> {
  const scanned = files.map(async (file) => {
    try {
      return scanImports(file, await readFile(join(root, file), 'utf8'));
    } catch {
      return []; // The runner will say that it cannot be read.
    }
  });
  return (await Promise.all(scanned)).flat();
}
