import { columnWidths } from './columnWidths';

/** Rows of text as a Markdown table. */
export function markdownTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return tableOf(
    columns,
    rows.map((cells) => cells.map(inCell)),
  );
}

/** The same for short cells: its columns stand below each other in the source, too. */
export function alignedMarkdownTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map(inCell));
  const widths = columnWidths(columns, cells);
  const line = (texts: readonly string[]) =>
    `| ${texts.map((text, column) => text.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(columns), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)].join('\n');
}

/** A table whose cells are Markdown already, made by `inCell` and `linkInCell`. */
export function tableOf(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return [
    `| ${columns.join(' | ')} |`,
    `|${columns.map(() => ' --- ').join('|')}|`,
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n');
}

/** A block of code whose fence is longer than any in the text. */
export function fenced(text: string): string {
  const longest = (text.match(/`{3,}/g) ?? []).reduce((most, { length }) => Math.max(most, length), 2);
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text.replace(/\n$/, '')}\n${fence}`;
}

const LONGEST = 400;

/** What an answer, a specification or a repository says is no Markdown of ours; no more than its beginning. */
export function oneLine(text: string): string {
  return (
    text
      .replace(/\s+/g, ' ')
      // Before: a mark that lost what it stands for would take away the next sign of ours.
      .slice(0, LONGEST)
      .replace(/[<>[\]*`#\\]/g, '\\$&')
      // Inside of a word it is no markup.
      .replace(/(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, (marks) => marks.replaceAll('_', '\\_'))
  );
}

export function inCell(text: string): string {
  return oneLine(text).replaceAll('|', '\\|');
}

/**
 * @param path relative, with forward slashes
 * @param line from 1
 */
export function linkInCell(text: string, path: string, line?: number): string {
  const encoded = path
    // Half of a character, which no file name has, cannot be encoded.
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .split('/')
    .map(encodeURIComponent)
    .join('/')
    .replaceAll('(', '%28')
    .replaceAll(')', '%29');
  return `[${inCell(text)}](${encoded}${line === undefined ? '' : `#L${line}`})`;
}
