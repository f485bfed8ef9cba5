/** Where the id stands as a word of its own, from a column on (from 0). */
export function wholeIdAt(id: string, line: string, from: number): number | undefined {
  for (let at = line.indexOf(id, from); at !== -1; at = line.indexOf(id, at + 1)) {
    if (!/[\w-]/.test(line[at - 1] ?? '') && !/[\w-]/.test(line[at + id.length] ?? '')) return at;
  }
  return undefined;
}
