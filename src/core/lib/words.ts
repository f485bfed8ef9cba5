const WORD = /\p{Lu}+(?=\p{Lu}\p{Ll})|\p{Lu}?[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{N}]+|\p{Lu}+/gu;

/** The words of a name in any spelling, in lower case: `HTTPServer`, `http_server` and "http server" are `http`, `server`. */
export function splitWords(name: string): readonly string[] {
  return (name.match(WORD) ?? []).map((word) => word.toLowerCase());
}
