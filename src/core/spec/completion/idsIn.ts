const ID = /\b(?:[A-Z][A-Z0-9]{0,9}-){1,5}\d{1,5}\b/g;
const MOST = 500;

/** Ids that stand in a text, each once, in its order. */
export function idsIn(text: string): readonly string[] {
  return [...new Set(text.match(ID) ?? [])].slice(0, MOST);
}

/** The next id of a kind such as `FR-`. */
export function nextOfKind(kind: string, ids: readonly string[]): string {
  const taken = ids.filter((id) => id.startsWith(kind)).map((id) => Number(id.slice(kind.length)));
  return `${kind}${String(Math.max(0, ...taken.filter(Number.isInteger)) + 1).padStart(3, '0')}`;
}
