import type { Review } from '../../core/review/review';
import { keyOf } from '../../core/review/reviewedFile';

/** A line, from 1, in the proposed text of a file. */
export interface Place {
  readonly name: string;
  readonly line: number;
}

/** One hunk of a review, by its key. */
export interface NamedHunk {
  readonly name: string;
  readonly key: string;
}

/** The hunk that a place is in; a hunk that only takes lines away is where they were. */
export function hunkAt(review: Review, { name, line }: Place): NamedHunk | undefined {
  const hunks = review.files.find(({ file }) => file.name === name)?.hunks ?? [];
  const found = hunks.find(({ edit: { newFrom, newTo } }) => line > newFrom && line <= Math.max(newTo, newFrom + 1));
  return found === undefined ? undefined : { name, key: keyOf(found) };
}

/** The next or previous hunk from a place, across files and round the ends; undefined when there is nothing to look at. */
export function step(review: Review, from: Place | undefined, direction: 'next' | 'previous'): Place | undefined {
  const places = review.files.flatMap(({ file, hunks }) => {
    if (file.refusal !== undefined) return [];
    const lines = hunks.length === 0 ? [1] : hunks.map(({ edit }) => edit.newFrom + 1);
    return lines.map((line) => ({ name: file.name, line }));
  });
  if (from === undefined) return direction === 'next' ? places[0] : places.at(-1);
  const order = new Map(review.files.map(({ file }, index) => [file.name, index]));
  const compare = (place: Place): number =>
    (order.get(place.name) ?? 0) - (order.get(from.name) ?? 0) || place.line - from.line;
  return direction === 'next'
    ? (places.find((place) => compare(place) > 0) ?? places[0])
    : (places.findLast((place) => compare(place) < 0) ?? places.at(-1));
}
