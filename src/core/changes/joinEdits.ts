import type { Edit } from './edit';
import { spanOf } from './edit';

/** A brace or two, with no white space. */
const NEXT_TO_NOTHING = /^(?:[^\p{L}\p{N}_]{0,4}|end)$/u;
const FEW_LINES = 4;
const MANY_LINES = 5;

/**
 * Joins edits between which next to nothing stayed, such as a lone brace in a rewritten function, when one of them is long. As
 * VS Code's own diff does, so that a hunk here is mostly what the editor shows as one; but words that stayed, however short, part.
 */
export function joinEdits(edits: readonly Edit[], from: readonly string[]): readonly Edit[] {
  const joined: Edit[] = [];
  for (const edit of edits) {
    let current = edit;
    let last = joined.at(-1);
    while (last !== undefined && belongTogether(last, current, from)) {
      current = spanOf(last, current);
      joined.pop();
      last = joined.at(-1);
    }
    joined.push(current);
  }
  return joined;
}

function belongTogether(first: Edit, second: Edit, from: readonly string[]): boolean {
  if (second.oldFrom - first.oldTo > FEW_LINES) return false;
  if (sizeOf(first) <= MANY_LINES && sizeOf(second) <= MANY_LINES) return false;
  const between = from.slice(first.oldTo, second.oldFrom);
  return NEXT_TO_NOTHING.test(between.join('').replace(/\s+/g, ''));
}

function sizeOf({ oldFrom, oldTo, newFrom, newTo }: Edit): number {
  return oldTo - oldFrom + (newTo - newFrom);
}
