import { resolve } from 'node:path';
import { insideRoot } from './insideRoot';

/** A path that a tool printed, from the folder that it printed it for: workspace-relative, or absolute when it lies outside. */
export function workspacePath(path: string, from: string, root: string): string {
  const absolute = resolve(from, path);
  return insideRoot(absolute, root) ?? absolute;
}
