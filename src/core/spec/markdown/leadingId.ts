/** An id at the beginning of a heading or an item, and what follows it. */
export interface LeadingId {
  readonly id: string;
  readonly rest: string;
}

/** `FR-001`, `NFR-12`, `SC-003`, `REQ-AUTH-001`, `AC-1.2`, `R7`. */
const ID =
  /^[[(]?((?:[A-Z][A-Z0-9]{0,9}-)+\d{1,5}(?:\.\d+)*|(?:R|US|FR|AC|REQ)\d{1,5})[\])]?(?=$|[\s:.)–—-])[\s:.)–—-]*/;

/** Reads plain text, without markup. Undefined when it begins with no id. */
export function leadingId(text: string): LeadingId | undefined {
  const found = ID.exec(text);
  return found?.[1] === undefined ? undefined : { id: found[1], rest: text.slice(found[0].length) };
}

/** What a sentence does not begin with by chance: the usual prefixes, several of them, or zeros in front. */
const SURE = /^(?:(?:N?FR|AC|SC|US|REQ|UC|BR)-?\d|[A-Z][A-Z0-9]*-[A-Z]|.*(?<!\d)0\d)/;

/** The same of an item of a list, which may be a sentence: "UTF-8 is the encoding." begins with no id. */
export function leadingIdOfItem(text: string): LeadingId | undefined {
  const found = leadingId(text);
  if (found === undefined || SURE.test(found.id)) return found;
  const before = text.slice(0, text.length - found.rest.length).trimEnd();
  return found.rest === '' || !before.endsWith(found.id) ? found : undefined;
}

const ANY_ID = /\b(?:[A-Z][A-Z0-9]{0,9}-)+\d{1,5}(?:\.\d+)*\b/g;
const DEPENDS = /^\W*(?:depends on|dependencies|requires)\b/i;

/** Ids that lines like "Depends on: FR-001" name. */
export function namedDependencies(text: string): readonly string[] {
  const lines = text.split('\n').filter((line) => DEPENDS.test(line));
  return [...new Set(lines.flatMap((line) => line.match(ANY_ID) ?? []))];
}
