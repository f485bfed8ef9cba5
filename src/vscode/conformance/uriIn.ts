import { join } from 'node:path';
import { Uri } from 'vscode';

/** The file of a workspace-relative path below a root. */
export function uriIn(root: string, path: string): Uri {
  return Uri.file(join(root, path));
}
