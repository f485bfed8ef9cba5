import type { Position } from '../../lib/lines';

/** A change of a specification that a user may want. Everything that it does not name stays as it is, to the byte. */
export interface Mending {
  /** What it does, for a menu. */
  readonly title: string;
  /** In the order of the file; all places are those of the text before. */
  readonly edits: readonly MendingEdit[];
}

export interface MendingEdit {
  readonly at: Position;
  /** So many characters after `at` go, all of them in its line. */
  readonly removed: number;
  /** What comes instead. */
  readonly insert: readonly InsertedText[];
}

export interface InsertedText {
  readonly text: string;
  /** Whether it only says what is to be written there. */
  readonly isBlank: boolean;
}

/** What stands in `<...>` is to be written by the user. */
export function withBlanks(text: string): readonly InsertedText[] {
  return text
    .split(/<([\w-]+)>/)
    .map((part, index) => ({ text: part, isBlank: index % 2 === 1 }))
    .filter((part) => part.text !== '');
}

/** Text as it is, whatever stands in it. */
export function asWritten(text: string): readonly InsertedText[] {
  return [{ text, isBlank: false }];
}

/** The text with edits made in it, from the last one on, so that the places of those before hold. */
export function applyMending(lines: readonly string[], edits: readonly MendingEdit[]): string {
  const now = [...lines];
  for (const { at, removed, insert } of edits.toReversed()) {
    const line = now[at.line - 1] ?? '';
    const text = insert.map((each) => each.text).join('');
    now[at.line - 1] = line.slice(0, at.column - 1) + text + line.slice(at.column - 1 + removed);
  }
  return now.join('\n');
}
