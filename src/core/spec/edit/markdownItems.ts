import type { Position } from '../../lib/lines';

/** How an item of a list begins: its indentation, bullet or number, and the space behind. */
export interface ItemStart {
  readonly text: string;
  readonly indent: number;
  /** Of a numbered list, with the mark behind it. */
  readonly number: { readonly text: string; readonly mark: string } | undefined;
}

/** Undefined for a line in which no item begins. */
export function itemStart(line: string): ItemStart | undefined {
  const found = /^(\s*)(?:[-+*]|(\d{1,9})([.)]))\s+/.exec(line);
  if (found === null) return undefined;
  const [text, indent = '', number, mark = ''] = found;
  return { text, indent: indent.length, number: number === undefined ? undefined : { text: number, mark } };
}

/** How the item behind this one begins. */
export function nextItemStart({ text, number }: ItemStart): string {
  return number === undefined ? text : text.replace(number.text, String(Number.parseInt(number.text, 10) + 1));
}

/** Behind the last line that is indented deeper than the item's bullet. */
export function endOfItem(lines: readonly string[], line: number, indent: number): Position {
  let last = line;
  for (let next = line + 1; next <= lines.length; next += 1) {
    const text = lines[next - 1] ?? '';
    if (text.trim() === '') continue;
    if (text.search(/\S/) <= indent) break;
    last = next;
  }
  return { line: last, column: (lines[last - 1] ?? '').length + 1 };
}

/** The line of the last numbered item of the list that has an item here. */
export function lastNumberedItem(lines: readonly string[], line: number, indent: number): number {
  let last = line;
  for (let next = line + 1; next <= lines.length; next += 1) {
    const text = lines[next - 1] ?? '';
    const column = text.search(/\S/);
    if (column === -1 || column > indent) continue;
    if (column < indent || !/^\s*\d{1,9}[.)]\s/.test(text)) break;
    last = next;
  }
  return last;
}
