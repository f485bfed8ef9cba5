import { columnWidths } from '../../core/lib/columnWidths';

/** Rows as lines of a table with a ruled header, its columns as wide as they need to be. */
export function textTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = columnWidths(columns, rows);
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(columns), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
