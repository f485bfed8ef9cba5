import type { TextDocument } from 'vscode';
import { Position, Range } from 'vscode';
import type { Position as Place } from '../../core/lib/lines';

/** The range of so many characters after a place; the end of a line counts one, however it is written. */
export function editRange(document: TextDocument, at: Place, removed: number): Range {
  const start = new Position(at.line - 1, at.column - 1);
  let { line, character } = start;
  let left = removed;
  for (;;) {
    const length = line < document.lineCount ? document.lineAt(line).range.end.character : 0;
    if (character + left <= length || line + 1 >= document.lineCount)
      return new Range(start, new Position(line, character + left));
    left -= length - character + 1;
    line += 1;
    character = 0;
  }
}
