/**
 * A regular expression for the full names (suites and name with blanks between) of the tests, suites and files with these ids. It
 * may match a few more, since ids and full names do not tell everything of each other. Undefined when a whole file is among them.
 */
export function fullNamePattern(ids: readonly string[]): string | undefined {
  const names = ids.map((id) => id.split('::').slice(1));
  if (names.some((name) => name.length === 0)) return undefined;
  const patterns = names.map((name) => name.map(escaped).join('(?: |::)'));
  return `^(?:${[...new Set(patterns)].join('|')})(?: |$)`;
}

/** The number that tells tests of the same name apart is no part of the name. */
function escaped(name: string): string {
  const [, base, number] = /^([\s\S]*)( \(\d+\))$/.exec(name) ?? [];
  return base === undefined || number === undefined ? quoted(name) : `${quoted(base)}(?:${quoted(number)})?`;
}

function quoted(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
