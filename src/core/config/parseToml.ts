import { parse } from 'smol-toml';

/** A TOML text as plain data; undefined when it is no TOML. */
export function parseToml(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
