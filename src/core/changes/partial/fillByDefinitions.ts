import type { Part } from './definitions';
import { fillByLines } from './fillByLines';

/** A source as its lines and its parts. */
export interface Outlined {
  readonly lines: readonly string[];
  readonly parts: readonly Part[];
}

/** What the base's lines give way to; `from` equal to `to` puts the lines before that one. */
interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/**
 * Lets the named definitions of a text with markers take the place of those of the same name in the base; the rest of the base
 * stays. New ones go beside the neighbour they are given with. Undefined when it is not certain.
 * @param markers indices of the marker lines in the given text
 */
export function fillByDefinitions(
  base: Outlined,
  given: Outlined,
  markers: ReadonlySet<number>,
  isAside: (line: string) => boolean,
): readonly string[] | undefined {
  const replacements = replacementsFor(base, given, { markers, isAside, from: 0, to: given.lines.length });
  if (replacements === undefined) return undefined;
  const lines = [...base.lines];
  for (const { from, to, lines: put } of replacements.toReversed()) lines.splice(from, to - from, ...put);
  return lines;
}

interface Scope {
  readonly markers: ReadonlySet<number>;
  readonly isAside: (line: string) => boolean;
  /** The given lines that the parts stand in. */
  readonly from: number;
  readonly to: number;
}

function replacementsFor(base: Outlined, given: Outlined, scope: Scope): readonly Replacement[] | undefined {
  const { markers } = scope;
  const isMarked = (from: number, to: number): boolean => {
    for (let at = from; at < to; at++) if (markers.has(at)) return true;
    return false;
  };
  const matches = given.parts.map((part) => indexOfOnly(base.parts, part.key));
  if (matches.includes('several') || hasTwins(given.parts)) return undefined;
  const found: Replacement[] = [];
  let place: Place | undefined;
  for (const [index, part] of given.parts.entries()) {
    const [previous, next] = [given.parts[index - 1], given.parts[index + 1]];
    const isAfterMarker = isMarked(previous?.to ?? scope.from, part.from);
    const isBeforeMarker = isMarked(part.to, next?.from ?? scope.to);
    const match = matches[index];
    if (typeof match === 'number') {
      const before = isAfterMarker ? undefined : lastMatch(matches, index);
      // One that the base has in between was left out without a word: gone, or forgotten?
      if (before !== undefined && match !== before + 1) return undefined;
      const replacement = replaced(base, given, { part, into: base.parts[match] as Part, scope });
      if (replacement === undefined) return undefined;
      found.push(...replacement);
      place = { line: (base.parts[match] as Part).to, isAfter: true };
      continue;
    }
    if (!part.isNamed) return undefined;
    const after = matches[index + 1];
    const at = placeForNew(base, {
      before: isAfterMarker ? undefined : place,
      after: isBeforeMarker || typeof after !== 'number' ? undefined : base.parts[after],
      isAtEnd:
        isAfterMarker && !isMarked(part.to, scope.to) && matches.slice(index).every((each) => each === undefined),
    });
    if (at === undefined || isMarked(part.from, part.to)) return undefined;
    place = at;
    const lines = given.lines.slice(leadOf(part, markers), part.to);
    const space = blankBefore(given.lines, leadOf(part, markers));
    const gap = at.isAfter ? [...(space.length === 0 ? [''] : space), ...lines] : [...lines, ''];
    found.push({ from: at.line, to: at.line, lines: gap });
  }
  const sorted = found
    .map((each, order) => ({ each, order }))
    .sort((a, b) => a.each.from - b.each.from || a.order - b.order);
  return sorted.map(({ each }) => each);
}

/** Where a new part is put in the base. */
interface Place {
  readonly line: number;
  readonly isAfter: boolean;
}

/** Behind the neighbour it is given with, or before the next one, or at the end when all that it follows is left out. */
function placeForNew(
  base: Outlined,
  { before, after, isAtEnd }: { before: Place | undefined; after: Part | undefined; isAtEnd: boolean },
): Place | undefined {
  if (before !== undefined) return before;
  if (after !== undefined) return { line: after.lead, isAfter: false };
  const last = base.parts.at(-1);
  return isAtEnd && last !== undefined ? { line: last.to, isAfter: true } : undefined;
}

function replaced(
  base: Outlined,
  given: Outlined,
  { part, into, scope }: { readonly part: Part; readonly into: Part; readonly scope: Scope },
): readonly Replacement[] | undefined {
  const { markers, isAside } = scope;
  const inside = [...markers].filter((at) => at >= part.from && at < part.to);
  const lead = leadOf(part, markers);
  const from = lead < part.from ? into.lead : into.from;
  if (inside.length === 0) return [{ from, to: into.to, lines: given.lines.slice(lead, part.to) }];
  const [before, after] = [base.lines.slice(into.from, into.to), given.lines.slice(part.from, part.to)];
  const filled = fillByLines(
    before,
    after,
    inside.map((at) => at - part.from).sort((a, b) => a - b),
    isAside,
  );
  if (filled !== undefined) return [{ from: into.from, to: into.to, lines: filled }];
  if (part.parts === undefined || into.parts === undefined) return undefined;
  // What stands around the parts of a body stays as it is, so it must be the same.
  if (!hasSameFrame(base, into, given, part)) return undefined;
  return replacementsFor(
    { lines: base.lines, parts: into.parts },
    { lines: given.lines, parts: part.parts },
    { markers, isAside, from: part.from, to: part.to },
  );
}

function hasSameFrame(base: Outlined, into: Part, given: Outlined, part: Part): boolean {
  return base.lines[into.from]?.trimEnd() === given.lines[part.from]?.trimEnd();
}

function blankBefore(lines: readonly string[], at: number): readonly string[] {
  let from = at;
  while (from > 0 && lines[from - 1]?.trim() === '') from--;
  return lines.slice(from, at);
}

/** Where the comments above a part begin that are no markers. */
function leadOf({ lead, from }: Part, markers: ReadonlySet<number>): number {
  let start = from;
  while (start > lead && !markers.has(start - 1)) start--;
  return start;
}

function lastMatch(matches: readonly (number | 'several' | undefined)[], before: number): number | undefined {
  // New ones in between belong to the same neighbour.
  for (let at = before - 1; at >= 0; at--) {
    const match = matches[at];
    if (typeof match === 'number') return match;
  }
  return undefined;
}

function indexOfOnly(parts: readonly Part[], key: string): number | 'several' | undefined {
  const first = parts.findIndex((part) => part.key === key);
  if (first < 0) return undefined;
  return parts.some((part, index) => index > first && part.key === key) ? 'several' : first;
}

function hasTwins(parts: readonly Part[]): boolean {
  return new Set(parts.map(({ key }) => key)).size < parts.length;
}
