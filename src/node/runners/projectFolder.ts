import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The nearest folder upwards from a file that holds one of the marks, at most up to the root; the root when none does. */
export function projectFolder(root: string, file: string, marks: readonly string[]): string {
  for (let folder = dirname(file); folder !== '.'; folder = dirname(folder)) {
    if (marks.some((mark) => existsSync(join(root, folder, mark)))) return join(root, folder);
  }
  return root;
}

/** Each folder from that of a file up to the root, absolute, nearest first. */
export function foldersUpwards(root: string, file: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = dirname(file); folder !== '.'; folder = dirname(folder)) folders.push(join(root, folder));
  return [...folders, root];
}
