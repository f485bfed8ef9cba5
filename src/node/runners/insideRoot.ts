import { isAbsolute, relative, sep } from 'node:path';

/** A workspace-relative path with forward slashes; undefined when it lies outside. */
export function insideRoot(path: string, root: string): string | undefined {
  const inside = relative(root, path);
  return inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)
    ? undefined
    : inside.split(sep).join('/');
}
