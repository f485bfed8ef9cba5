const NOTHING_AFTER = new Set(['(', '[', '.', '?.', '::', '@', '#', '\n', '...']);
const NOTHING_BEFORE = new Set([')', ']', ',', '.', '?.', ':', '::', ';', '\n']);
const CALLED = /[\w$)\]!]$/;
const KEYWORDS = new Set(
  `and or not in return yield if elif else while for with raise except lambda await async import from of new
  typeof throw const let var go defer range`.split(/\s+/),
);

/** Puts tokens on lines as people write them; line breaks are tokens. Different tokens give different text. */
export function joinTokens(tokens: readonly string[]): string {
  let text = '';
  let before = '\n';
  for (const token of tokens) {
    if (token === '' || (token === '\n' && before === '\n')) continue;
    const isTight =
      NOTHING_AFTER.has(before) ||
      NOTHING_BEFORE.has(token) ||
      ((token === '(' || token === '[') && CALLED.test(before) && !KEYWORDS.has(before));
    text += isTight ? token : ` ${token}`;
    before = token;
  }
  return text.trim();
}
