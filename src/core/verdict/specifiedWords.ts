const IDENTIFIER = /[\p{L}_$][\p{L}\p{N}_$]*/gu;
/** Keys whose values are names and types; the values of all others are prose. */
const NAMING_KEY =
  /^[\s-]*["']?(?:name|class|type|returns?|raises|throws|errors?|extends|bases?|inherits|default|params|parameters|args|values|entities|enums|exceptions|functions|methods|properties|fields|dependencies)["']?\s*:(.*)$/gm;
/** Names inside prose are written like code: `add_item`, `CartError`, `total()`, in quotes or behind a dot. */
const LIKE_CODE = /[\p{L}\p{N}]_[\p{L}\p{N}]|[\p{Ll}\p{N}]\p{Lu}|^\p{Lu}[\p{Lu}\p{N}]+$|^_/u;
const QUOTED = /[`'"]([\p{L}_$][\p{L}\p{N}_$.]*)[`'"]/gu;
const CALLED_OR_READ = /([\p{L}_$][\p{L}\p{N}_$]*)(?=\()|(?<=[\p{L}\p{N})\]]\.)([\p{L}_$][\p{L}\p{N}_$]*)/gu;
/** The first word of a list's item is a name as often as not; a capital in the middle of a sentence makes one. */
const LISTED = /^\s*-\s+["'`]?([\p{L}_$][\p{L}\p{N}_$]*)/gmu;
const CAPITAL = /(?<=[\p{Ll}\p{N},;)] )\p{Lu}[\p{L}\p{N}_$]*/gu;

/**
 * The names that the text of a specification (YAML) explains: those under keys that name something, and those that prose writes
 * like code. A plain word of a sentence explains no import.
 */
export function specifiedWords(yaml: string): readonly string[] {
  const named = [...yaml.matchAll(NAMING_KEY)].flatMap(([, value = '']) => value.match(IDENTIFIER) ?? []);
  const coded = (yaml.match(IDENTIFIER) ?? []).filter((word) => LIKE_CODE.test(word));
  const quoted = [...yaml.matchAll(QUOTED)].flatMap(([, path = '']) => path.split('.'));
  const used = [...yaml.matchAll(CALLED_OR_READ)].flatMap(([word]) => word);
  const listed = [...yaml.matchAll(LISTED)].flatMap(([, word = '']) => word);
  return [...new Set([...named, ...coded, ...quoted, ...used, ...listed, ...(yaml.match(CAPITAL) ?? [])])];
}
