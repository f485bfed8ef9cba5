import { matchLines } from '../lib/lineMatch/matchLines';
import type { Edit } from './edit';
import { joinEdits } from './joinEdits';
import { slideEdits } from './slideEdits';

/** Lines with their ends, so that a missing final newline is a difference like any other; '' has none. */
export function linesOf(text: string): readonly string[] {
  const lines: string[] = [];
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
    lines.push(text.slice(start, end + 1));
    start = end + 1;
  }
  if (start < text.length) lines.push(text.slice(start));
  return lines;
}

/**
 * What turns one text into the other, in order, neighbours at least one unchanged line apart. Made for people: an edit starts
 * and ends where a person would, and what belongs together is one. Deterministic, and quick on any input.
 */
export function editsBetween(from: readonly string[], to: readonly string[]): readonly Edit[] {
  return joinEdits(slideEdits(unmatched(from, to), from, to), from);
}

function unmatched(from: readonly string[], to: readonly string[]): readonly Edit[] {
  const edits: Edit[] = [];
  let [oldFrom, newFrom] = [0, 0];
  const close = (oldTo: number, newTo: number) => {
    if (oldFrom < oldTo || newFrom < newTo) edits.push({ oldFrom, oldTo, newFrom, newTo });
  };
  for (const [newIndex, oldIndex] of matchLines(from, to).entries()) {
    if (oldIndex < 0) continue;
    close(oldIndex, newIndex);
    oldFrom = oldIndex + 1;
    newFrom = newIndex + 1;
  }
  close(from.length, to.length);
  return edits;
}
