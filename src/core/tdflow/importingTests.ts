import { hasReadableImports, readImports } from '../codebase/readImports';
import { isSourcePath } from '../codebase/sourcePath';
import { moduleFile } from '../testcontract/moduleFile';
import { isTestFileName } from '../testrun/testFileName';
import { checkPath } from '../workspace/checkedPath';
import type { Ports } from './ports';
import type { Task } from './task';
import { testFilesOf } from './testFiles';

const LISTED_PATHS = 20_000;
const MOST_FILES = 2_000;

export interface ImportingTests {
  /** Sorted. */
  readonly files: readonly string[];
  /** What could not be looked at; each one sentence. */
  readonly notes: readonly string[];
}

/** The test files of the project, beside the component's own, whose imports name one of these files. */
export async function importingTests(
  task: Task,
  paths: readonly string[],
  ports: Pick<Ports, 'reader' | 'links' | 'trees'>,
): Promise<ImportingTests> {
  const readable = paths.filter(hasReadableImports);
  const notes = readable.length < paths.filter(isSourcePath).length ? [NOT_READ] : [];
  if (readable.length === 0) return { files: [], notes };
  const own = new Set(await testFilesOf(task, [], ports));
  const listed = (await ports.reader.list(LISTED_PATHS)).filter(
    (path) => isTestFileName(path) && hasReadableImports(path) && !own.has(path),
  );
  if (listed.length > MOST_FILES)
    notes.push(`Only ${MOST_FILES} of ${listed.length} test files were looked at for their imports.`);
  const targets = new Set(readable);
  const stems = readable.map(stemOf);
  const files: string[] = [];
  for (const path of listed.slice(0, MOST_FILES)) {
    const text = await textOf(path, ports);
    if (text === undefined || !stems.some((stem) => text.includes(stem))) continue;
    const modules = await readImports({ path, text }, ports.trees);
    if (modules.some((module) => moduleFile(module, path, targets) !== undefined)) files.push(path);
  }
  return { files, notes };
}

const NOT_READ = 'Which other tests use what changed is not known for files in this language: those were not run.';

/** A word that an import of the file must hold: its name, or that of its folder when it stands for the folder. */
function stemOf(path: string): string {
  const parts = path.replace(/\.[^./]+$/, '').split('/');
  const last = parts.pop() ?? '';
  return /^(?:__init__|index)$/.test(last) ? (parts.pop() ?? '') : last;
}

async function textOf(path: string, ports: Pick<Ports, 'reader' | 'links'>): Promise<string | undefined> {
  const checked = await checkPath(path, ports.links);
  const file = checked.ok ? await ports.reader.read(checked.value) : undefined;
  return file === undefined || file === 'unreadable' ? undefined : file.text;
}
