/** Control characters, lone surrogates, and whatever a reader cannot see or that turns the direction of writing. */
const HIDDEN =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800]|(?! )\p{Zs}/u;

const MAX_SHOWN = 80;

/** Whether a text holds characters that people do not see, or that turn the direction of writing. */
export function hasHidden(text: string): boolean {
  return HIDDEN.test(text);
}

/** A hostile path as people may safely see it: at most 80 characters, the hidden ones as escapes. */
export function visiblePath(path: string): string {
  const cut = path.length > MAX_SHOWN ? `${path.slice(0, MAX_SHOWN - 1)}…` : path;
  return [...cut].map((char) => (HIDDEN.test(char) ? `\\u{${char.codePointAt(0)?.toString(16)}}` : char)).join('');
}
