import type { Position } from '../../lib/lines';

/** Behind the last line with text of the YAML mapping that begins here: before the first line that is indented less and is no comment. */
export function endOfMapping(lines: readonly string[], { line, column }: Position): Position {
  let last = line;
  for (let next = line + 1; next <= lines.length; next += 1) {
    const text = lines[next - 1] ?? '';
    if (text.trim() === '') continue;
    if (text.search(/\S/) < column - 1) {
      if (text.trimStart().startsWith('#')) continue;
      break;
    }
    last = next;
  }
  return { line: last, column: (lines[last - 1] ?? '').length + 1 };
}
