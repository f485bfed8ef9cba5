import { KEYS, VALUES } from './redact';

/** Where something stands that looks like a secret; places in the text as its characters are counted. */
export interface FoundSecret {
  readonly from: number;
  readonly to: number;
  /** For people: `a GitHub token`. */
  readonly what: string;
}

/** Looks for secrets by rules that others keep. */
export type SecretFinder = (text: string) => Promise<readonly FoundSecret[]>;

/** What stands in an example, what a program fills in, and what was taken out already. */
const EXAMPLE =
  /\[masked\b[^\]]{0,60}\]?|<[^>]{1,60}>|\$?\{\{?[^}]{1,80}\}?\}|\$\([^)]{1,80}\)|%\([^)]{1,40}\)s|example|sample|dummy|fake|test|mock|placeholder|change.?me|your|x{3,}|\*{3,}|\.{3}|…|password|secret|hunter/gi;
/** What people type who need some letters or figures. */
const RUN = /0?12345?6?7?8?9?0?|abc(?:def)?/gi;
/** So many letters and figures must stand mixed in what is left of a value without its examples. */
const LEAST_MIXED = 8;
/** So often letters and figures must take turns in a value without quotes: a type or a name may have some. */
const LEAST_TURNS = 3;
const SHORTEST_VALUE = 8;
/** In bits for each character: words have less, what was drawn by lot has more. */
const LEAST_ENTROPY = 3;

/** Values behind names that stand for much else too. Each takes time in proportion to the text, as those of `redact`. */
const QUOTED_VALUES =
  /((?:(?<![A-Za-z])(?:[Tt]oken|[Pp]ass|[Pp]wd|TOKEN|PASS|PWD)|(?<=[a-z0-9])(?:Token|Pass|Pwd))["']?(?:\s{0,4}:\s{0,4}[&A-Za-z][\w.&<>[\]|' ]{0,40})?\s{0,8}(?:[:=]{1,2}|=>)\s{0,8}["'`])[^"'`\n]{8,200}(["'`])/g;
/** A whole line of YAML, of properties or of a shell. */
const BARE_VALUES =
  /(^[ \t]{0,40}(?:- |export )?["']?(?:[\w.-]{0,60}[_.-])?(?:[a-z]{0,20}(?:password|passwd|passphrase|secret(?:[_-]?key)?|api[_-]?key|access[_-]?key|private[_-]?key)|token|pass|pwd)["']?(?::[ \t]{1,8}|[ \t]{0,8}=[ \t]{0,8}))[^\s"'`#$&*|>{}[\]()<>,;][^\s"'`{}[\]()<>,;]{7,200}(?=[ \t]{0,8}(?:#.{0,200})?$)()/gim;

/**
 * Keys by their own form, and values behind a name such as `password` that look as if they were drawn by lot: what a test types in
 * must stay readable, or nobody can make it pass.
 */
export function findSecrets(text: string): readonly FoundSecret[] {
  const found = (pattern: RegExp, what: string, isSecret: (value: string) => boolean) =>
    [...text.matchAll(pattern)]
      .map((match) => ({ ...spanOf(match), what }))
      .filter(({ from, to }) => isSecret(text.slice(from, to)));
  const isMixed = (value: string) => isDrawnByLot(value) && mixedIn(value) >= LEAST_MIXED;
  return [
    ...KEYS.flatMap((pattern) =>
      found(pattern, 'a key or a token', (key) => key.startsWith('-----BEGIN') || isDrawnByLot(key)),
    ),
    ...VALUES.flatMap((pattern) => found(pattern, 'a password or a key', isDrawnByLot)),
    ...found(QUOTED_VALUES, 'a password or a token', isMixed),
    ...found(BARE_VALUES, 'a password or a key', (value) => isMixed(value) && turnsIn(value) >= LEAST_TURNS),
  ];
}

/** The first group stays in front of what is found, the second behind it. */
function spanOf(match: RegExpExecArray): { readonly from: number; readonly to: number } {
  const [whole, front = '', behind = ''] = match;
  return { from: match.index + front.length, to: match.index + whole.length - behind.length };
}

function isDrawnByLot(value: string): boolean {
  return (
    value.length >= SHORTEST_VALUE &&
    /\d/.test(value) &&
    /\p{L}/u.test(value) &&
    entropyOf(value) >= LEAST_ENTROPY &&
    !isExample(value)
  );
}

/** A word such as `test` makes no example of a value that looks drawn by lot without it; but Amazon ends its examples with that word. */
function isExample(value: string): boolean {
  if (/EXAMPLE(?:KEY)?$/.test(value)) return true;
  const rest = value.replace(EXAMPLE, ' ');
  return rest !== value && mixedIn(rest.replace(RUN, ' ')) < LEAST_MIXED;
}

/** How many characters are in words of both letters and figures. */
function mixedIn(value: string): number {
  const words = value.match(/[\p{L}\d]+/gu) ?? [];
  const mixed = words.filter((word) => /\d/.test(word) && /\p{L}/u.test(word));
  return mixed.reduce((sum, { length }) => sum + length, 0);
}

function turnsIn(value: string): number {
  return value.match(/\p{L}(?=\d)|\d(?=\p{L})/gu)?.length ?? 0;
}

function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
