/**
 * A regular expression for the full names (suites and name with blanks between) of the tests, suites and files with these ids. It
 * may match a few more, since ids and full names do not tell everything of each other. Undefined when a whole file is among them.
 * @param of `tests` when no id is that of a suite: then what stands in one of the same name is not matched
 */
export function fullNamePattern(
  ids: readonly string[],
  of: 'tests' | 'tests and suites' = 'tests and suites',
): string | undefined {
  const names = ids.map((id) => /::([\s\S]*)$/.exec(id)?.[1]);
  const patterns = new Set<string>();
  for (const name of names) {
    if (name === undefined) return undefined;
    patterns.add(patternOf(name));
  }
  return `^(?:${[...patterns].join('|')})${of === 'tests' ? '$' : '(?: |$)'}`;
}

/** A number at the end may only tell tests of the same name apart; two colons may stand between names, or in one. */
function patternOf(name: string): string {
  const [, base = name, number = ''] = /^([\s\S]*)( \(\d+\))$/.exec(name) ?? [];
  const parts = base.split(/(::+)/).map((part, index) => (index % 2 === 0 ? quoted(part) : between(part)));
  return `${parts.join('')}${number === '' ? '' : `(?:${quoted(number)})?`}`;
}

function between(colons: string): string {
  return colons.length === 2 ? '(?: |::)' : '[: ]+';
}

function quoted(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
