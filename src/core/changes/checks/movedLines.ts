import { splitLines } from '../../lib/lines';

/** What was found in a text after lines were put into it in one place: its lines are those of the new text. */
export function movedLines<T extends { readonly line: number | undefined }>(
  found: readonly T[],
  from: string,
  to: string,
): readonly T[] {
  const [before, after] = [splitLines(from), splitLines(to)];
  let same = 0;
  while (same < before.length && before[same] === after[same]) same++;
  const moved = after.length - before.length;
  return found.map((each) =>
    each.line === undefined || each.line <= same ? each : { ...each, line: each.line + moved },
  );
}
