import { join, posix } from 'node:path';
import { isThere } from '../isThere';

/**
 * The workspace-relative folder ('' for the root) that a runner is started in: the nearest one above all of the files that
 * holds one of the marker files; the root when none does.
 */
export async function projectFolder(
  root: string,
  files: readonly string[],
  markers: readonly string[],
): Promise<string> {
  for (const folder of foldersAbove(files)) {
    const found = await Promise.all(markers.map((marker) => isThere(join(root, folder, marker))));
    if (found.includes(true)) return folder;
  }
  return '';
}

/** The folders that hold all of the files, the nearest first, the root ('') last. */
export function foldersAbove(files: readonly string[]): readonly string[] {
  const [first = '', ...others] = files.map((file) => posix.dirname(file));
  const folders: string[] = [];
  for (let folder = first; folder !== '.' && folder !== ''; folder = posix.dirname(folder)) {
    if (others.every((other) => other === folder || other.startsWith(`${folder}/`))) folders.push(folder);
  }
  return [...folders, ''];
}
