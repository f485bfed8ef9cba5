import type { TextEdit } from '../../src/core/spec/edit/textEdit';

/** A text with changes made in it as an editor makes them: all places are those of the text before. */
export function applyTextEdits(text: string, edits: readonly TextEdit[]): string {
  const eol = /\r\n|\n/.exec(text)?.[0] ?? '\n';
  const lines = text.split(/(?<=\r\n|\n)/);
  const offsetOf = ({ at }: TextEdit) =>
    lines.slice(0, at.line - 1).reduce((sum, line) => sum + line.length, 0) + at.column - 1;
  const last = [...edits].sort((a, b) => offsetOf(b) - offsetOf(a));
  return last.reduce((now, edit) => {
    const from = offsetOf(edit);
    let to = from;
    for (let left = edit.removed; left > 0; left -= 1) to += now.startsWith('\r\n', to) ? 2 : 1;
    return now.slice(0, from) + edit.text.replaceAll('\n', eol) + now.slice(to);
  }, text);
}
