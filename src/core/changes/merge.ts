import type { Edit } from './edit';
import { editsBetween, linesOf } from './lineDiff';

/** Where both sides changed the same or touching lines, and not alike: lines `baseFrom` to `baseTo` (excluded, from 0) of the base. */
export interface MergeConflict {
  readonly baseFrom: number;
  readonly baseTo: number;
  /** What is there in `current`, and is left. */
  readonly ours: readonly string[];
  /** What `proposed` has there. */
  readonly theirs: readonly string[];
}

/**
 * Makes the change `base` → `proposed` in `current`, which came from `base` by other changes; hunk by hunk. `text` has every
 * hunk that fits; what does not is a conflict and is left as it is in `current`. What both sides made alike is made once.
 * Nothing is searched for: a hunk fits where it stands, or not at all.
 */
export function merge(
  base: string,
  current: string,
  proposed: string,
): { readonly text: string; readonly conflicts: readonly MergeConflict[] } {
  const lines = linesOf(base);
  const ours = new Side(lines, linesOf(current));
  const theirs = new Side(lines, linesOf(proposed));
  const parts: string[] = [];
  const conflicts: MergeConflict[] = [];
  let at = 0;
  for (;;) {
    const baseFrom = Math.min(ours.nextFrom, theirs.nextFrom);
    if (baseFrom === Number.POSITIVE_INFINITY) break;
    const baseTo = reachOf(baseFrom, ours, theirs);
    const [here, there] = [ours.take(baseFrom, baseTo), theirs.take(baseFrom, baseTo)];
    parts.push(lines.slice(at, baseFrom).join(''), (here ?? there ?? []).join(''));
    if (here !== undefined && there !== undefined && here.join('') !== there.join('')) {
      conflicts.push({ baseFrom, baseTo, ours: here, theirs: there });
    }
    at = baseTo;
  }
  return { text: parts.join('') + lines.slice(at).join(''), conflicts };
}

/** Where the edits end that start at a line or touch, through others, one that does. */
function reachOf(baseFrom: number, ours: Side, theirs: Side): number {
  let reach = baseFrom;
  for (;;) {
    const wider = Math.max(ours.reach(reach), theirs.reach(reach));
    if (wider === reach) return reach;
    reach = wider;
  }
}

/** One side's edits of the base, gone through in order. */
class Side {
  readonly #lines: readonly string[];
  readonly #edits: readonly Edit[];
  #next = 0;
  /** Past the last edit that was reached since the last `take`. */
  #reached = 0;

  constructor(base: readonly string[], lines: readonly string[]) {
    this.#lines = lines;
    this.#edits = editsBetween(base, lines);
  }

  get nextFrom(): number {
    return this.#edits[this.#next]?.oldFrom ?? Number.POSITIVE_INFINITY;
  }

  /** Where the edits end that start before or at a line of the base, which is given back when there are none. */
  reach(baseTo: number): number {
    while ((this.#edits[this.#reached]?.oldFrom ?? Number.POSITIVE_INFINITY) <= baseTo) this.#reached++;
    return Math.max(baseTo, this.#edits[this.#reached - 1]?.oldTo ?? 0);
  }

  /** What this side has instead of these lines of the base; undefined when it left them as they are. */
  take(baseFrom: number, baseTo: number): readonly string[] | undefined {
    const [first, last] = [this.#edits[this.#next], this.#edits[this.#reached - 1]];
    if (first === undefined || last === undefined || this.#next === this.#reached) return undefined;
    this.#next = this.#reached;
    return this.#lines.slice(first.newFrom - (first.oldFrom - baseFrom), last.newTo + (baseTo - last.oldTo));
  }
}
