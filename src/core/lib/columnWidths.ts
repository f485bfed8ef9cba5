/** How wide each column of a table has to be for its longest cell, its title among them. */
export function columnWidths(columns: readonly string[], rows: readonly (readonly string[])[]): readonly number[] {
  return columns.map((title, column) => Math.max(title.length, ...rows.map((cells) => cells[column]?.length ?? 0)));
}
