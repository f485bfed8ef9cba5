const TAB = 4;
/** A blank stretch longer than this is the end of the text to whoever reads. */
const FAR_BELOW = 20;

/**
 * How little it suits a reader that an edit starts or ends before line `at`. What counts first is how deep the lines after are
 * indented, then what is next to the border: best a blank line before, then one after, then none.
 */
export function costOfBorder(lines: readonly string[], at: number): number {
  let next = at;
  while (next < lines.length && next - at < FAR_BELOW && indentOf(lines[next]) === undefined) next++;
  const after = indentOf(lines[next]) ?? 0;
  return 4 * after + costOfNeighbours(lines, at);
}

function costOfNeighbours(lines: readonly string[], at: number): number {
  if (at > 0 && indentOf(lines[at - 1]) === undefined) return 0;
  return indentOf(lines[at]) === undefined ? 1 : 2;
}

/** In columns; undefined for a blank line and for none. */
function indentOf(line: string | undefined): number | undefined {
  if (line === undefined) return undefined;
  let columns = 0;
  for (let index = 0; index < line.length; index++) {
    const sign = line[index];
    if (sign === ' ') columns++;
    else if (sign === '\t') columns += TAB;
    else return sign === '\n' || sign === '\r' ? undefined : columns;
  }
  return undefined;
}
