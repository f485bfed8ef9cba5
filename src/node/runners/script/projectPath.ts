import { isAbsolute, join, resolve } from 'node:path';
import { insideRoot } from '../insideRoot';

export interface ProjectFolders {
  /** The workspace folder; absolute, links resolved. */
  readonly root: string;
  /** The folder that a runner is started in; absolute. */
  readonly cwd: string;
}

/**
 * The workspace-relative path of a file as a bundler's messages name it: absolute, from the project's folder, or from there
 * with a slash before it. Absolute for a file outside of the workspace.
 */
export function projectPath(name: string, { root, cwd }: ProjectFolders): string {
  if (isAbsolute(name)) {
    const inside = insideRoot(name, root);
    if (inside !== undefined) return inside;
  }
  const path = name.startsWith('/') ? join(cwd, name) : resolve(cwd, name);
  return insideRoot(path, root) ?? path;
}
