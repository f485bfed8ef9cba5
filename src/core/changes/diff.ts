import { diffArrays, FILE_HEADERS_ONLY, formatPatch } from 'diff';
import { matchLines } from '../workspace/matchLines';

/** A changed stretch with the unchanged lines around it. Line numbers count from 1. */
export interface Hunk {
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
  /** Each with ' ', '-' or '+' before it; `\ No newline at end of file` after a last line without one. */
  readonly lines: readonly string[];
}

/** Lines `oldFrom` to `oldTo` (excluded, from 0) give way to the new ones. Neighbours are at least one line apart. */
interface Edit {
  readonly oldFrom: number;
  readonly oldTo: number;
  readonly newFrom: number;
  readonly newTo: number;
}

const CONTEXT = 3;
/** Steps are the square of the number of changed lines: past these, a coarser comparison that is linear takes over. */
const MAX_EDITS = 1_000;
const MAX_EDITS_IN_GAP = 150;

export function countChanges(from: string, to: string): { readonly added: number; readonly removed: number } {
  let [added, removed] = [0, 0];
  for (const edit of editsBetween(linesOf(from), linesOf(to))) {
    added += edit.newTo - edit.newFrom;
    removed += edit.oldTo - edit.oldFrom;
  }
  return { added, removed };
}

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

/**
 * Makes the change that leads from `from` to `to` in `current`, which came from `from` by other changes: to take a change
 * back, give its result as `from` and its origin as `to`. Undefined is a conflict: both sides changed the same or neighbouring
 * lines, and not alike. Nothing is searched for: a changed stretch applies where it stands, or not at all.
 */
export function reapply(current: string, from: string, to: string): string | undefined {
  const [base, wanted, present] = [linesOf(from), linesOf(to), linesOf(current)];
  const made = editsBetween(base, present);
  const merged: string[] = [];
  let [at, next] = [0, 0];
  const take = (edit: Edit, lines: readonly string[]) => {
    append(merged, base, at, edit.oldFrom);
    append(merged, lines, edit.newFrom, edit.newTo);
    at = edit.oldTo;
  };
  for (const edit of editsBetween(base, wanted)) {
    let other = made[next];
    for (; other !== undefined && other.oldTo < edit.oldFrom; other = made[++next]) take(other, present);
    if (other !== undefined && other.oldFrom <= edit.oldTo) {
      if (!isSameEdit([edit, wanted], [other, present])) return undefined;
      next++;
    }
    take(edit, wanted);
  }
  for (const other of made.slice(next)) take(other, present);
  append(merged, base, at, base.length);
  return merged.join('');
}

function isSameEdit(
  [edit, lines]: readonly [Edit, readonly string[]],
  [other, others]: readonly [Edit, readonly string[]],
): boolean {
  const length = edit.newTo - edit.newFrom;
  if (edit.oldFrom !== other.oldFrom || edit.oldTo !== other.oldTo || other.newTo - other.newFrom !== length)
    return false;
  for (let index = 0; index < length; index++) {
    if (lines[edit.newFrom + index] !== others[other.newFrom + index]) return false;
  }
  return true;
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

/** What turns one list of lines into the other; minimal where few lines changed, and never slow. Deterministic. */
function editsBetween(before: readonly string[], after: readonly string[]): readonly Edit[] {
  const ids = new Map<string, number>();
  const number = (line: string) => {
    const known = ids.get(line) ?? ids.size;
    ids.set(line, known);
    return known;
  };
  const [old, fresh] = [before.map(number), after.map(number)];
  const whole = { oldFrom: 0, oldTo: old.length, newFrom: 0, newTo: fresh.length };
  return minimalEdits(old, fresh, { within: whole, limit: MAX_EDITS }) ?? coarseEdits(old, fresh);
}

/** Undefined when the limit of changed lines is passed. */
function minimalEdits(
  old: readonly number[],
  fresh: readonly number[],
  { within, limit }: { readonly within: Edit; readonly limit: number },
): Edit[] | undefined {
  const changes = diffArrays(old.slice(within.oldFrom, within.oldTo), fresh.slice(within.newFrom, within.newTo), {
    maxEditLength: limit,
  });
  if (changes === undefined) return undefined;
  const edits: Edit[] = [];
  let { oldFrom, newFrom } = within;
  for (const change of changes) {
    const oldTo = oldFrom + (change.added ? 0 : change.count);
    const newTo = newFrom + (change.removed ? 0 : change.count);
    if (change.added || change.removed) pushEdit(edits, { oldFrom, oldTo, newFrom, newTo });
    oldFrom = oldTo;
    newFrom = newTo;
  }
  return edits;
}

/** Compares only between lines that surely belong together; what is too different there is replaced as a whole. */
function coarseEdits(old: readonly number[], fresh: readonly number[]): Edit[] {
  const edits: Edit[] = [];
  let [oldFrom, newFrom] = [0, 0];
  const close = (oldTo: number, newTo: number) => {
    const gap = { oldFrom, oldTo, newFrom, newTo };
    if (oldFrom < oldTo || newFrom < newTo) {
      for (const edit of minimalEdits(old, fresh, { within: gap, limit: MAX_EDITS_IN_GAP }) ?? [gap]) {
        pushEdit(edits, edit);
      }
    }
  };
  for (const [newIndex, oldIndex] of matchLines(old, fresh).entries()) {
    if (oldIndex < 0) continue;
    close(oldIndex, newIndex);
    oldFrom = oldIndex + 1;
    newFrom = newIndex + 1;
  }
  close(old.length, fresh.length);
  return edits;
}

/** Joins an edit to the one it touches. */
function pushEdit(edits: Edit[], edit: Edit): void {
  const last = edits.at(-1);
  if (last !== undefined && last.oldTo === edit.oldFrom && last.newTo === edit.newFrom) {
    edits[edits.length - 1] = { ...edit, oldFrom: last.oldFrom, newFrom: last.newFrom };
  } else edits.push(edit);
}

function append(target: string[], lines: readonly string[], from: number, to: number): void {
  for (let index = from; index < to; index++) target.push(lines[index] ?? '');
}

/** Lines with their ends, so that a missing final newline is a difference like any other. */
function linesOf(text: string): string[] {
  const lines: string[] = [];
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
    lines.push(text.slice(start, end + 1));
    start = end + 1;
  }
  if (start < text.length) lines.push(text.slice(start));
  return lines;
}
