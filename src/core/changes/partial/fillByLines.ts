/** A stretch of lines, `to` excluded; both from 0. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Lines of which more than that are needed to tell one place from another tell nothing. */
const LONGEST_ANCHOR = 50;

/**
 * Puts the base's lines in the place of the markers: the lines before and after each must stand in the base once and in the
 * same order, and what is put there must not be in the given lines already. Undefined when it is not certain.
 * @param markers indices of the marker lines in `given`, ascending
 * @param isAside whether a line says nothing of the program, such as a comment
 */
export function fillByLines(
  base: readonly string[],
  given: readonly string[],
  markers: readonly number[],
  isAside: (line: string) => boolean,
): readonly string[] | undefined {
  const pieces = piecesBetween(given, markers);
  if (pieces.every(({ from, to }) => from === to)) return base;
  const places = new Places(base);
  const filled: string[] = [];
  const fills: Stretch[] = [];
  let reached = 0;
  for (const [index, piece] of pieces.entries()) {
    const lines = given.slice(piece.from, piece.to);
    const isFirst = index === 0;
    const isLast = index === pieces.length - 1;
    if (lines.length === 0) {
      // Two markers with nothing between, or one at an end: the next piece, or the end, tells how far it reaches.
      if (isLast) fills.push({ from: reached, to: base.length });
      continue;
    }
    const start = isFirst ? 0 : places.startOf(lines);
    const end = isLast ? base.length : places.endOf(lines);
    if (start === undefined || end === undefined || start < reached || end <= start) return undefined;
    if (isFirst && !beginsTheBase(lines, base, isAside)) return undefined;
    if (isLast && !beginsTheBase(lines.toReversed(), base.toReversed(), isAside)) return undefined;
    if (!isFirst) fills.push({ from: reached, to: start });
    reached = end;
  }
  const isGiven = new Set(pieces.flatMap(({ from, to }) => given.slice(from, to).map((line) => line.trimEnd())));
  const isDoubled = (line: string): boolean =>
    isTelling(line) && places.count(line) === 1 && isGiven.has(line.trimEnd());
  if (fills.some(({ from, to }) => base.slice(from, to).some(isDoubled))) return undefined;
  let fill = 0;
  for (const [index, piece] of pieces.entries()) {
    const isOpenEnd = index === pieces.length - 1 && piece.from === piece.to;
    if (index > 0 && (piece.from < piece.to || isOpenEnd)) {
      const stretch = fills[fill++];
      if (stretch !== undefined) filled.push(...base.slice(stretch.from, stretch.to));
    }
    filled.push(...given.slice(piece.from, piece.to));
  }
  return filled;
}

/** The lines between the markers, without the blank ones beside them: those are the base's. */
function piecesBetween(given: readonly string[], markers: readonly number[]): readonly Stretch[] {
  const edges = [-1, ...markers, given.length];
  return edges.slice(1).map((edge, index) => {
    let [from, to] = [(edges[index] ?? -1) + 1, edge];
    if (index > 0) while (from < to && isBlank(given[from])) from++;
    if (index < edges.length - 2) while (to > from && isBlank(given[to - 1])) to--;
    return { from, to };
  });
}

/** Where lines stand in a text. */
class Places {
  readonly #byLine = new Map<string, number[]>();

  constructor(private readonly base: readonly string[]) {
    for (const [index, line] of base.entries()) {
      const known = this.#byLine.get(line.trimEnd());
      if (known === undefined) this.#byLine.set(line.trimEnd(), [index]);
      else known.push(index);
    }
  }

  count(line: string): number {
    return this.#byLine.get(line.trimEnd())?.length ?? 0;
  }

  /** The index at which the first of these lines stands, as many of them taken as make the place the only one. */
  startOf(lines: readonly string[]): number | undefined {
    let places: readonly number[] = this.#byLine.get(lines[0]?.trimEnd() ?? '') ?? [];
    for (let length = 1; places.length > 0 && length <= LONGEST_ANCHOR; length++) {
      if (places.length === 1 && lines.slice(0, length).some(isTelling)) return places[0];
      const next = lines[length];
      if (next === undefined) return undefined;
      places = places.filter((place) => this.base[place + length]?.trimEnd() === next.trimEnd());
    }
    return undefined;
  }

  /** The index behind the last of these lines, found in the same way from the end. */
  endOf(lines: readonly string[]): number | undefined {
    let places: readonly number[] = this.#byLine.get(lines.at(-1)?.trimEnd() ?? '') ?? [];
    for (let length = 1; places.length > 0 && length <= LONGEST_ANCHOR; length++) {
      if (places.length === 1 && lines.slice(-length).some(isTelling)) return (places[0] ?? 0) + 1;
      const next = lines.at(-1 - length);
      if (next === undefined) return undefined;
      places = places.filter((place) => this.base[place - length]?.trimEnd() === next.trimEnd());
    }
    return undefined;
  }
}

/** Whether these lines have all that the base has before the first of them that stands there once: or its beginning was left out without a word. */
function beginsTheBase(lines: readonly string[], base: readonly string[], isAside: (line: string) => boolean): boolean {
  const given = new Set(lines.map((line) => line.trimEnd()));
  const places = new Places(base);
  const isKnown = (line: string): boolean => given.has(line.trimEnd());
  const first = base.findIndex((line) => isTelling(line) && isKnown(line) && places.count(line) === 1);
  const before = first < 0 ? base : base.slice(0, first);
  return before.every((line) => !isTelling(line) || isAside(line) || isKnown(line));
}

/** Not a bracket, not a lone keyword: a line that another text would hardly have by chance. */
function isTelling(line: string): boolean {
  return /\w\W+\w/.test(line) && (line.match(/\w/g)?.length ?? 0) >= 5;
}

function isBlank(line: string | undefined): boolean {
  return line === undefined || line.trim() === '';
}
