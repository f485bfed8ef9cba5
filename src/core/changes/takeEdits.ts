import type { Edit } from './edit';
import { editsBetween, linesOf } from './lineDiff';

/** The text with only those edits of `from` → `to` made for which `takes` is true. */
export function takeEdits(from: string, to: string, takes: (edit: Edit, index: number) => boolean): string {
  const [before, after] = [linesOf(from), linesOf(to)];
  const parts: string[] = [];
  let at = 0;
  for (const [index, edit] of editsBetween(before, after).entries()) {
    if (!takes(edit, index)) continue;
    parts.push(before.slice(at, edit.oldFrom).join(''), after.slice(edit.newFrom, edit.newTo).join(''));
    at = edit.oldTo;
  }
  return parts.join('') + before.slice(at).join('');
}
