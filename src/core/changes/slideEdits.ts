import { costOfBorder } from './costOfBorder';
import type { Edit } from './edit';
import { spanOf } from './edit';

const FARTHEST = 100;

/**
 * Where lines were only added, or only removed, between lines like them, it is open which of them those were. Moves each such
 * edit to where a person would see it, or up to a neighbour, which makes one of two.
 */
export function slideEdits(edits: readonly Edit[], from: readonly string[], to: readonly string[]): readonly Edit[] {
  const slid: Edit[] = [];
  for (let index = 0; index < edits.length; index++) {
    let edit = edits[index] as Edit;
    for (;;) {
      const lines = linesThatMove(edit, from, to);
      if (lines === undefined) break;
      const [before, after] = [slid.at(-1), edits[index + 1]];
      const up = roomAbove(lines, edit.oldFrom - (before?.oldTo ?? 0));
      if (before !== undefined && up === edit.oldFrom - before.oldTo) {
        edit = spanOf(before, moved(edit, -up));
        slid.pop();
        continue;
      }
      const down = roomBelow(lines, (after?.oldFrom ?? from.length) - edit.oldTo);
      if (after !== undefined && down === after.oldFrom - edit.oldTo) {
        edit = spanOf(moved(edit, down), after);
        index++;
        continue;
      }
      edit = moved(edit, bestPlace(lines, -up, down));
      break;
    }
    slid.push(edit);
  }
  return slid;
}

/** Lines `from` to `to` (excluded) of `all`. */
interface Stretch {
  readonly all: readonly string[];
  readonly from: number;
  readonly to: number;
}

function linesThatMove(edit: Edit, from: readonly string[], to: readonly string[]): Stretch | undefined {
  if (edit.oldFrom === edit.oldTo) return { all: to, from: edit.newFrom, to: edit.newTo };
  if (edit.newFrom === edit.newTo) return { all: from, from: edit.oldFrom, to: edit.oldTo };
  return undefined;
}

function roomAbove({ all, from, to }: Stretch, unchanged: number): number {
  const most = Math.min(unchanged, FARTHEST);
  let room = 0;
  while (room < most && all[from - room - 1] === all[to - room - 1]) room++;
  return room;
}

function roomBelow({ all, from, to }: Stretch, unchanged: number): number {
  const most = Math.min(unchanged, FARTHEST);
  let room = 0;
  while (room < most && all[from + room] === all[to + room]) room++;
  return room;
}

/** Of equally good places the lowest. */
function bestPlace({ all, from, to }: Stretch, highest: number, lowest: number): number {
  if (highest === lowest) return 0;
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (let by = highest; by <= lowest; by++) {
    const cost = costOfBorder(all, from + by) + costOfBorder(all, to + by);
    if (cost <= least) [best, least] = [by, cost];
  }
  return best;
}

function moved({ oldFrom, oldTo, newFrom, newTo }: Edit, by: number): Edit {
  return { oldFrom: oldFrom + by, oldTo: oldTo + by, newFrom: newFrom + by, newTo: newTo + by };
}
