import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '../editor/repositoryRoot';

/**
 * All test files (`*.test.ts`) below a folder of the repository, absolute and sorted; with `named`, those whose path
 * contains one of these texts.
 * @throws Error when there is none: a tier without tests is a broken tier
 */
export function findTests(folder: string, named: readonly string[] = []): readonly string[] {
  const root = path.join(repositoryRoot, folder);
  const all = existsSync(root) ? readdirSync(root, { recursive: true, encoding: 'utf8' }) : [];
  const files = all
    .filter((file) => file.endsWith('.test.ts'))
    .filter((file) => named.length === 0 || named.some((text) => path.join(folder, file).includes(text)))
    .sort();
  if (files.length === 0) throw new Error(`no test file matches ${folder}/**/*.test.ts ${named.join(' ')}`.trimEnd());
  return files.map((file) => path.join(root, file));
}
