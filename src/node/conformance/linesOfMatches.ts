/** The lines, from 1, in which matches of a pattern with the flag g begin; each once. */
export function linesOfMatches(pattern: RegExp, text: string): readonly number[] {
  const lines: number[] = [];
  let [line, lineEnd] = [1, endOfLine(text, 0)];
  pattern.lastIndex = 0;
  // Behind the last line feed there is no line: what is found there is found in the last one.
  const last = text.endsWith('\n') ? text.length - 1 : text.length;
  for (const match of text.matchAll(pattern)) {
    const index = Math.min(match.index, last);
    for (; index > lineEnd; line++) lineEnd = endOfLine(text, lineEnd + 1);
    if (lines.at(-1) !== line) lines.push(line);
  }
  return lines;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}
