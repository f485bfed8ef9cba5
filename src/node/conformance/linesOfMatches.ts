/** The lines, from 1, in which matches of a pattern with the flag g begin; each once. */
export function linesOfMatches(pattern: RegExp, text: string): readonly number[] {
  const lines: number[] = [];
  let [line, lineEnd] = [1, endOfLine(text, 0)];
  pattern.lastIndex = 0;
  for (const { index } of text.matchAll(pattern)) {
    // Behind the last line feed there is no line, unless the text has none at all.
    if (index === text.length && index > 0 && text.endsWith('\n')) break;
    for (; index > lineEnd; line++) lineEnd = endOfLine(text, lineEnd + 1);
    if (lines.at(-1) !== line) lines.push(line);
  }
  return lines;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}
