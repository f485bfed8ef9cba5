/** A moment for people: "2026-11-22 02:04 UTC" of ISO 8601 in UTC; anything else as it is. */
export function timeWords(at: string): string {
  return at.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?Z$/, '$1 $2 UTC');
}
