import type { Violation } from '../report/violation';

/** Where a violation is, as terminals make a link of it. */
export function placeOf({ path, line }: Pick<Violation, 'path' | 'line'>): string {
  if (path === undefined) return 'the project';
  return line === undefined ? path : `${path}:${line}`;
}
