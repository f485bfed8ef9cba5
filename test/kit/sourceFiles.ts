import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from './editor/repositoryRoot';

/** Texts by path; paths are relative to the repository, with `/`. */
export type Sources = ReadonlyMap<string, string>;

const SOURCE = /\.(?:ts|mts|cts|mjs|cjs|js)$/;
// Projects for the product to work on, not code of ours.
const FIXTURES = 'test/fixtures/';

/** The TypeScript and JavaScript of these folders or files of the repository, sorted. Throws when one does not exist. */
export function sourceFiles(...places: readonly string[]): Sources {
  const files = places.flatMap(filesBelow).filter((file) => SOURCE.test(file) && !file.startsWith(FIXTURES));
  return new Map(files.sort().map((file) => [file, readFileSync(path.join(repositoryRoot, file), 'utf8')]));
}

/** Every file below a folder of the repository, or the file itself; paths as in `Sources`. */
export function filesBelow(place: string): string[] {
  const absolute = path.join(repositoryRoot, place);
  if (!statSync(absolute).isDirectory()) return [place];
  return readdirSync(absolute, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(repositoryRoot, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));
}
