import { parse, TomlError } from 'smol-toml';
import type { Position } from '../lib/lines';

/** A TOML text as plain data; undefined when it is no TOML. */
export function parseToml(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

/** Where and why a text is no TOML; undefined when it is. Line and column count from 1. */
export function tomlError(text: string): (Position & { readonly message: string }) | undefined {
  try {
    parse(text);
    return undefined;
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [first = ''] = error.message.split('\n', 1);
    return { line: error.line, column: error.column, message: first.replace(/^Invalid TOML document: /, '') };
  }
}
