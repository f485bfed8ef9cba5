import type { Criterion, Requirement } from './requirement';

/** What a requirement demands, as marks: a later one that differs demands something else. Its own id is no part of them. */
export interface RequirementMark {
  readonly id: string;
  /** Of what it says itself, without its criteria. */
  readonly own: string;
  /** One for each criterion, in their order. */
  readonly criteria: readonly string[];
}

/** Lower-case hex SHA-256. */
export type Hash = (bytes: Uint8Array) => string;

const MARK_DIGITS = 12;
const UNMEANT: ReadonlySet<string> = new Set([...' \t\r\n"\'\\']);
/** In YAML it is a key. */
const STEP = /^(?:given|when|then|and then) /i;

/** Marks of what is meant: where it stands, its blanks and line breaks, quoting and the order of keys do not count. */
export function markRequirement(requirement: Requirement, hash: Hash): RequirementMark {
  const { id, title, text, dependencies, change, criteria, signature = [] } = requirement;
  const own = [title, text, change ?? '', ...[...dependencies].sort(), ...signature].map(inOneLine);
  const marks = criteria.map((each, index) => markCriterion(each, `${id}.${index + 1}`, hash));
  return { id, own: markOf(own, hash), criteria: marks };
}

/** Tests name a criterion by its id: where it is not only its place, another id is another demand. */
function markCriterion({ id, text }: Criterion, place: string, hash: Hash): string {
  return markOf([...(id === place ? [] : [id]), inOneLine(text)], hash);
}

/** Marks what a component's part says beside those requirements. What of them is not found in it as they say it stays in. */
export function markRest(excerpt: string, requirements: readonly Requirement[], hash: Hash): string {
  const { text, places } = withoutBlanks(excerpt);
  const found: { readonly start: number; readonly end: number }[] = [];
  let from = 0;
  for (const piece of requirements.flatMap(piecesOf)) {
    const next = text.indexOf(piece, from);
    const start = next < 0 ? text.indexOf(piece) : next;
    if (start < 0) continue;
    from = start + piece.length;
    found.push({ start, end: from });
  }
  const kept: string[] = [];
  let left = 0;
  for (const { start, end } of found.sort((a, b) => a.start - b.start)) {
    if (start < left) continue;
    kept.push(excerpt.slice(left === 0 ? 0 : (places[left - 1] ?? 0) + 1, places[start]));
    left = end;
  }
  kept.push(excerpt.slice(left === 0 ? 0 : (places[left - 1] ?? 0) + 1));
  return markOf(kept.map(inOneLine), hash);
}

function piecesOf({ title, text, criteria }: Requirement): readonly string[] {
  const lines = [title, text, ...criteria.map((each) => each.text)].flatMap((each) => each.split('\n'));
  return lines.map((line) => withoutBlanks(line.replace(STEP, '')).text).filter((piece) => piece !== '');
}

/** Without blanks, and without what quoting adds; with where each character stood. */
function withoutBlanks(text: string): { readonly text: string; readonly places: readonly number[] } {
  const places: number[] = [];
  let kept = '';
  for (let index = 0; index < text.length; index++) {
    const character = text[index] ?? '';
    if (UNMEANT.has(character)) continue;
    kept += character;
    places.push(index);
  }
  return { text: kept, places };
}

function inOneLine(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}

function markOf(parts: readonly string[], hash: Hash): string {
  return hash(new TextEncoder().encode(JSON.stringify(parts))).slice(0, MARK_DIGITS);
}
