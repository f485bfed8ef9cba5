import type { Requirement } from '../spec/requirement';

/** A test and what it says of itself. */
export interface TellingTest {
  /** With the suites or classes that it stands in. */
  readonly name: string;
  /** Its name, its markers, its own lines and the comments above them. */
  readonly told: string;
  /** What of that is words: not the code of its lines. */
  readonly said: string;
}

/** The tests that speak of each requirement, by its id; of a criterion too, by its own. */
export type TestLinks<T extends TellingTest> = ReadonlyMap<string, readonly T[]>;

/**
 * Finds the tests that name a requirement or one of its criteria: in a name in any spelling, such as `test_fr_1_...`; elsewhere in the
 * form that the specification has, for `req1` and `sha1` are words like any other. "requirement 2.1", or the words of a name where names
 * are ids, count in words only, not in code, where they could be anything. A method is named by the name of a test; an id that several
 * criteria have names none.
 */
export function linkTests<T extends TellingTest>(
  requirements: readonly Requirement[],
  tests: readonly T[],
): TestLinks<T> {
  const parts = new PartNames(requirements);
  const links = new Map<string, T[]>();
  for (const test of tests) {
    for (const id of parts.namedBy(test)) {
      const known = links.get(id);
      if (known === undefined) links.set(id, [test]);
      else known.push(test);
    }
  }
  return links;
}

class PartNames {
  /** Looked for in all that a test tells. */
  private readonly anywhere = new Phrases(IN_CODE);
  private readonly inWords = new Phrases(IN_WORDS);
  /** Looked for in names of tests alone. */
  private readonly inNames = new Phrases(IN_WORDS);

  constructor(requirements: readonly Requirement[]) {
    const often = repeated(requirements.flatMap(({ criteria }) => criteria.map(({ id }) => id)));
    for (const { id, component, criteria } of requirements) {
      if (component !== undefined && id.startsWith(`${component}.`)) {
        this.inNames.add(id.slice(component.length + 1), [id]);
      } else if (id !== component) this.add(id, [id]);
      for (const criterion of criteria) {
        if (often.has(criterion.id)) continue;
        const own = criterion.id.startsWith(`${id}: `) ? criterion.id.slice(id.length + 2) : criterion.id;
        this.add(own, [id, criterion.id]);
      }
    }
  }

  namedBy({ name, told, said }: TellingTest): ReadonlySet<string> {
    return new Set([
      ...[...this.anywhere.in(name), ...this.inWords.in(name), ...this.inNames.in(name)],
      ...[...this.anywhere.in(told, isSameId), ...this.inWords.in(said, isNotGlued)],
    ]);
  }

  /** A bare number or a single word alone could be anything. */
  private add(name: string, ids: readonly string[]): void {
    if (/\d/.test(name) && !/\s/.test(name) && !ONLY_NUMBERS.test(name)) this.anywhere.add(name, ids);
    else if (/[\s-]/.test(name)) this.inWords.add(name, ids);
    for (const kind of KINDS) this.inWords.add(`${kind} ${name}`, ids);
  }
}

const ONLY_NUMBERS = /^\d+(?:\.\d+)*$/;
const KINDS = ['requirement', 'requirements', 'req', 'criterion', 'AC'];

const TOKEN = /\p{Lu}+(?=\p{Lu}\p{Ll})|\p{Lu}?[\p{Ll}\p{Lo}\p{Lm}\p{M}]+|\p{Lu}+|\d+/gu;
/** What may stand between words, and what not directly in front of the first. */
interface Spelling {
  readonly between: RegExp;
  readonly notBehind: RegExp | undefined;
}
/** `r = r - 1` is no `R-1`, and `AUTH-FR-001` no `FR-001`. */
const IN_CODE: Spelling = { between: /^[ \t_:#-]?$/, notBehind: /[\p{L}\p{N}]-$/u };
const IN_WORDS: Spelling = { between: /^[ \t_:#-]*$/, notBehind: undefined };
const BETWEEN_NUMBERS = /^[._-]$/;
const NUMBER = /^\d/;
/** The id goes on: `FR-001-2` is no `FR-001`. */
const GOES_ON = /^[-.]\d/;
/** Longer names are found by their beginning. */
const LONGEST = 12;

/** Whether a part of a text stands for a name of the specification. */
type IsMeant = (found: string, name: string) => boolean;

const GLUED = /\p{L}\d/u;
const isNotGlued: IsMeant = (found, name) => !GLUED.test(found) || GLUED.test(name);

/** Prefixes that mean nothing but a requirement or a criterion, in capitals. */
const USUAL_PREFIX = /^(?:N?FR|AC|SC|US|REQ|UC|BR)(?!\p{L})/u;
const PADDED = /(?<!\d)0\d/;

/** In its own letters; in other ones, as `fr_001`, with its own zeros. What it parts, another may leave together only where it is an id all the same. */
const isSameId: IsMeant = (found, name) => {
  const isPadded = PADDED.test(found) && digitsOf(found) === digitsOf(name);
  const isLikeIt = lettersOf(found) === lettersOf(name);
  return isPadded || (isLikeIt && (isNotGlued(found, name) || USUAL_PREFIX.test(found)));
};

function lettersOf(text: string): string {
  return text.replace(/[^\p{L}]/gu, '');
}

function digitsOf(text: string): string {
  return text.replace(/\D+/g, ' ').trim();
}

/** Runs of words and numbers that stand for ids, in any spelling; of two that begin alike the longer one counts. */
class Phrases {
  private readonly ids = new Map<string, Set<string>>();
  /** As the specification has them. */
  private readonly names = new Map<string, Set<string>>();
  /** With which they begin. */
  private readonly beginnings = new Set<string>();
  private longest = 1;

  constructor(private readonly spelling: Spelling) {}

  add(name: string, ids: readonly string[]): void {
    const words = tokensOf(name).map(({ word }) => word);
    const phrase = words.slice(0, LONGEST).join(' ');
    const known = this.ids.get(phrase) ?? new Set();
    for (const id of ids) known.add(id);
    this.ids.set(phrase, known);
    this.names.set(phrase, (this.names.get(phrase) ?? new Set()).add(name));
    this.beginnings.add(words[0] ?? '');
    this.longest = Math.max(this.longest, Math.min(LONGEST, words.length));
  }

  in(text: string, isMeant: IsMeant = () => true): ReadonlySet<string> {
    const found = new Set<string>();
    const tokens = tokensOf(text);
    for (let index = 0; index < tokens.length; ) {
      if (!this.beginnings.has(tokens[index]?.word ?? '')) {
        index += 1;
        continue;
      }
      const { ids, length } = this.longestAt(tokens, index, { text, isMeant });
      for (const id of ids ?? []) found.add(id);
      index += length;
    }
    return found;
  }

  private longestAt(
    tokens: readonly Token[],
    start: number,
    { text, isMeant }: { readonly text: string; readonly isMeant: IsMeant },
  ) {
    let best: { ids: ReadonlySet<string> | undefined; length: number } = { ids: undefined, length: 1 };
    let phrase = '';
    for (let length = 1; length <= this.longest; length++) {
      const token = tokens[start + length - 1];
      const before = length === 1 ? undefined : tokens[start + length - 2];
      if (token === undefined || (before !== undefined && !this.belongTogether(before, token, text))) break;
      phrase = before === undefined ? token.word : `${phrase} ${token.word}`;
      const ids = this.ids.get(phrase);
      if (ids === undefined || !this.isWhole(tokens[start], token, text)) continue;
      const found = text.slice(tokens[start]?.start, token.end);
      if ([...(this.names.get(phrase) ?? [])].some((name) => isMeant(found, name))) best = { ids, length };
    }
    return best;
  }

  private isWhole(first: Token | undefined, { end }: Token, text: string): boolean {
    const before = text.slice(Math.max(0, (first?.start ?? 0) - 3), first?.start);
    return !this.spelling.notBehind?.test(before) && !GOES_ON.test(text.slice(end, end + 2));
  }

  private belongTogether(one: Token, next: Token, text: string): boolean {
    const areNumbers = NUMBER.test(one.word) && NUMBER.test(next.word);
    return (areNumbers ? BETWEEN_NUMBERS : this.spelling.between).test(text.slice(one.end, next.start));
  }
}

/** A word, or a number without zeros in front, in lower case. */
interface Token {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

function tokensOf(text: string): readonly Token[] {
  return [...text.matchAll(TOKEN)].map(({ 0: token, index }) => ({
    word: token.toLowerCase().replace(/^0+(?=\d)/, ''),
    start: index,
    end: index + token.length,
  }));
}

function repeated(ids: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(ids.filter((id) => seen.size === seen.add(id).size));
}
