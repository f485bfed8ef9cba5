import { FILE_HEADERS_ONLY, formatPatch } from 'diff';
import type { Edit } from './edit';
import { editsBetween, linesOf } from './lineDiff';

/** A changed stretch with the unchanged lines around it. Line numbers count from 1. */
export interface Hunk {
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
  /** Each with ' ', '-' or '+' before it; `\ No newline at end of file` after a last line without one. */
  readonly lines: readonly string[];
}

const CONTEXT = 3;

/** How many lines came and went. */
export function countChanges(from: string, to: string): { readonly added: number; readonly removed: number } {
  let [added, removed] = [0, 0];
  for (const edit of editsBetween(linesOf(from), linesOf(to))) {
    added += edit.newTo - edit.newFrom;
    removed += edit.oldTo - edit.oldFrom;
  }
  return { added, removed };
}

/** The changed stretches, with the lines around them; those that are close together are one. */
export function hunksBetween(from: string, to: string): readonly Hunk[] {
  const [before, after] = [linesOf(from), linesOf(to)];
  const hunks: Hunk[] = [];
  let group: Edit[] = [];
  for (const edit of editsBetween(before, after)) {
    const last = group.at(-1);
    if (last !== undefined && edit.oldFrom - last.oldTo > 2 * CONTEXT) {
      hunks.push(hunkOf(group, before, after));
      group = [];
    }
    group.push(edit);
  }
  if (group.length > 0) hunks.push(hunkOf(group, before, after));
  return hunks;
}

/** The text that `git apply` and people read; a name is undefined for a file that is not there. '' when nothing differs. */
export function unifiedDiff(
  names: { readonly from: string | undefined; readonly to: string | undefined },
  from: string,
  to: string,
): string {
  const hunks = hunksBetween(from, to).map((hunk) => ({ ...hunk, lines: [...hunk.lines] }));
  if (hunks.length === 0) return '';
  return formatPatch(
    {
      oldFileName: names.from === undefined ? '/dev/null' : `a/${names.from}`,
      newFileName: names.to === undefined ? '/dev/null' : `b/${names.to}`,
      oldHeader: undefined,
      newHeader: undefined,
      hunks,
    },
    FILE_HEADERS_ONLY,
  );
}

function hunkOf(group: readonly Edit[], before: readonly string[], after: readonly string[]): Hunk {
  const first = group[0];
  const last = group.at(-1);
  if (first === undefined || last === undefined) throw new Error('a hunk of no edits');
  const lead = Math.min(CONTEXT, first.oldFrom);
  const oldFrom = first.oldFrom - lead;
  const oldTo = Math.min(before.length, last.oldTo + CONTEXT);
  const lines: string[] = [];
  let at = oldFrom;
  for (const edit of group) {
    pushMarked(lines, ' ', before.slice(at, edit.oldFrom));
    pushMarked(lines, '-', before.slice(edit.oldFrom, edit.oldTo));
    pushMarked(lines, '+', after.slice(edit.newFrom, edit.newTo));
    at = edit.oldTo;
  }
  pushMarked(lines, ' ', before.slice(at, oldTo));
  const newFrom = first.newFrom - lead;
  const newTo = last.newTo + (oldTo - last.oldTo);
  return { oldStart: oldFrom + 1, oldLines: oldTo - oldFrom, newStart: newFrom + 1, newLines: newTo - newFrom, lines };
}

function pushMarked(lines: string[], mark: ' ' | '-' | '+', texts: readonly string[]): void {
  for (const text of texts) {
    if (text.endsWith('\n')) lines.push(mark + text.slice(0, -1));
    else lines.push(mark + text, '\\ No newline at end of file');
  }
}
