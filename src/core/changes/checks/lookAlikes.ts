/** Letters of Cyrillic and Greek that most fonts draw just as a Latin one. */
const LIKE_LATIN = new Map<string, string>();
for (const [theirs, latin] of [
  ['аеорсухіјѕһԁԛԝАВЕЅІЈКМНОРСТХ', 'aeopcyxijshdqwABESIJKMHOPCTX'],
  ['οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'oABEZHIKMNOPTYX'],
] as const) {
  [...theirs].forEach((letter, index) => {
    LIKE_LATIN.set(letter, latin[index] ?? '');
  });
}

export interface MixedWord {
  readonly text: string;
  /** Each letter that is not the Latin one it looks like, once. */
  readonly letters: readonly { readonly character: string; readonly like: string }[];
}

/** Words of Latin letters with such letters among them, and no others: `pаypal` with a Cyrillic а. A word of one alphabet is none. */
export function lookAlikes(line: string): readonly MixedWord[] {
  const found: MixedWord[] = [];
  for (const [text] of line.matchAll(/[\p{L}\p{N}\p{M}_$]+/gu)) {
    const foreign = [...new Set(text.match(/[^\p{Script=Latin}\p{N}\p{M}_$]/gu) ?? [])];
    if (foreign.length === 0 || !/\p{Script=Latin}/u.test(text)) continue;
    const letters = foreign.flatMap((character) => {
      const like = LIKE_LATIN.get(character);
      return like === undefined ? [] : [{ character, like }];
    });
    if (letters.length === foreign.length) found.push({ text, letters });
  }
  return found;
}
