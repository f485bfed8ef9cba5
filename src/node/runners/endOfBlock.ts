/**
 * The number of the line (from 1) with the bracket that closes what begins at an index: alone at the same indentation, as
 * formatters put it; the same line where that ends with one or as a
 * statement does.
 */
export function endOfBlock(lines: readonly string[], index: number, indent: string): number {
  if (/[};]\s*$/.test(lines[index] ?? '')) return index + 1;
  const length = lines.slice(index).findIndex((line) => line.startsWith(`${indent}}`));
  return length < 0 ? lines.length : index + length + 1;
}
