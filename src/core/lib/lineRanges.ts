/** Lines that stand one below the other; both ends belong to it, from 1. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** Lines in their order as ranges. */
export function rangesOf(lines: readonly number[]): readonly LineRange[] {
  const ranges: { first: number; last: number }[] = [];
  for (const line of lines) {
    const last = ranges.at(-1);
    if (last !== undefined && line === last.last + 1) last.last = line;
    else ranges.push({ first: line, last: line });
  }
  return ranges;
}

/** `3, 7-9`, at most `most` ranges and how many more there are. */
export function rangeWords(lines: readonly number[], most: number): string {
  const ranges = rangesOf(lines);
  const shown = ranges.slice(0, most).map(rangeText);
  return [...shown, ...(ranges.length > most ? [`and ${ranges.length - most} more`] : [])].join(', ');
}

/** `3,7-9`, to be read by `readRanges`. */
export function rangesAsText(lines: readonly number[]): string {
  return rangesOf(lines).map(rangeText).join(',');
}

const RANGE = /^(\d{1,7})(?:-(\d{1,7}))?$/;

/** Undefined for a text that `rangesAsText` cannot have written. */
export function readRanges(text: string): readonly LineRange[] | undefined {
  const ranges: LineRange[] = [];
  for (const part of text === '' ? [] : text.split(',')) {
    const [, from, to = from] = RANGE.exec(part) ?? [];
    const range = { first: Number(from), last: Number(to) };
    if (from === undefined || range.first <= (ranges.at(-1)?.last ?? 0) || range.last < range.first) return undefined;
    ranges.push(range);
  }
  return ranges;
}

function rangeText({ first, last }: LineRange): string {
  return first === last ? `${first}` : `${first}-${last}`;
}
