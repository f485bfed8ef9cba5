import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Project } from './project';
import { EXTENSIONS } from './project';

/** The source files of a project; every contender sees these and no others. */
export interface Workspace {
  readonly folder: string;
  /** Text by path, in path order. */
  readonly files: ReadonlyMap<string, string>;
}

export async function readWorkspace(project: Project, folder: string): Promise<Workspace> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && EXTENSIONS[project.language].some((end) => entry.name.endsWith(end)))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .filter((file) => !file.startsWith('.'))
    .sort();
  const texts = await Promise.all(paths.map((file) => readFile(path.join(folder, file), 'utf8')));
  return { folder, files: new Map(paths.map((file, index) => [file, texts[index] ?? ''])) };
}
