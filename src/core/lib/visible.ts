import { mapTexts } from './mapTexts';

/** Control characters, and those that turn the direction of writing; line feeds and tabs are fine. */
const STEERING = /(?![\n\t])[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Shows what could steer a terminal as escapes: text from a model, a test or a file is hostile. */
export function visible(text: string): string {
  return text.replace(STEERING, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`);
}

/** The same for every text inside a value, as deep as it goes. */
export function visibleDeep<T>(value: T): T {
  return mapTexts(value, visible);
}
