import type { Violation } from '../report/violation';

/** Where a violation is, as terminals make a link of it; always one line. */
export function placeOf({ path, line }: Pick<Violation, 'path' | 'line'>): string {
  if (path === undefined) return 'the project';
  const shown = path.replaceAll('\n', '\\u{a}');
  return line === undefined ? shown : `${shown}:${line}`;
}
