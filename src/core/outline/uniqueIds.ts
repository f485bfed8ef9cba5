import type { Row } from './row';

/** Two things of one name (components in a file edited by hand, blocks of one refused path) are still two rows. */
export function withUniqueIds(rows: readonly Row[], seen = new Set<string>()): readonly Row[] {
  return rows.map((row) => {
    let id = row.id;
    for (let number = 2; seen.has(id); number++) id = `${row.id} (${number})`;
    seen.add(id);
    if (id === row.id && row.children.length === 0) return row;
    return { ...row, id, children: withUniqueIds(row.children, seen) };
  });
}
