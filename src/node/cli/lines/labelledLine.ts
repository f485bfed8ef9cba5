const LABEL_WIDTH = 10;
/** Columns before what a line says. */
export const TEXT_COLUMN = LABEL_WIDTH + 2;

/** A line that says of what it is; below another, '' is of the same. */
export function labelledLine(label: string, text: string): string {
  return `  ${label.padEnd(LABEL_WIDTH)}${text}`;
}

/** Further lines stand under the first. */
export function indented(text: string): string {
  return text.replaceAll('\n', `\n${' '.repeat(TEXT_COLUMN)}`);
}
