import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { repositoryRoot } from './editor/repositoryRoot';

const OWN = path.join(repositoryRoot, 'test/golden/files/specifications/sources');
/** Really written with the Python tool; MIT, see the NOTICE there. */
const REAL = path.join(repositoryRoot, 'test/fixtures/agentforge');

export interface SpecificationFile {
  /** From its folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly isReal: boolean;
}

/** Specifications of every dialect, right and wrong, by their paths. */
export async function specificationSources(): Promise<readonly SpecificationFile[]> {
  const entries = await readdir(OWN, { recursive: true, withFileTypes: true });
  const own = entries.filter((each) => each.isFile()).map((each) => path.join(each.parentPath, each.name));
  const real = (await readdir(REAL)).filter((name) => /spec.*\.yaml$/.test(name)).map((name) => path.join(REAL, name));
  return await Promise.all([...own.map((file) => sourceAt(file, OWN)), ...real.map((file) => sourceAt(file, REAL))]);
}

async function sourceAt(file: string, folder: string): Promise<SpecificationFile> {
  const text = new TextDecoder().decode(await readFile(file));
  return { path: path.relative(folder, file).replaceAll(path.sep, '/'), text, isReal: folder === REAL };
}
