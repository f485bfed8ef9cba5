import { join, posix } from 'node:path';
import { isThere } from '../isThere';

const SOURCES = 'src';

/**
 * The folders from which Python code of a project is imported, as far as its files tell: those that hold its packages, and `src`. A
 * project that is installed in place is otherwise imported from where it was installed.
 * @param root absolute; the paths, of code and of folders, go from there
 */
export async function moduleFolders(root: string, code: readonly string[]): Promise<readonly string[]> {
  const folders = new Set<string>();
  for (const file of code.filter((each) => each.endsWith('.py'))) {
    if (file.startsWith(`${SOURCES}/`)) folders.add(SOURCES);
    let folder = posix.dirname(file);
    const first = folder;
    while (folder !== '.' && (await isThere(join(root, folder, '__init__.py')))) folder = posix.dirname(folder);
    // Beside modules that are in no package, one may have the name of another's.
    if (folder !== first) folders.add(folder);
  }
  return [...folders];
}
