import { parseJson } from '../../../lib/parseJson';

/** A mapping of plain data; an empty one for anything else. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

/** The texts of a list; none of anything else. */
export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}

/** The mapping that a text in JSON is, an empty one for anything else; undefined when it is no JSON. */
export function jsonRecord(text: string): Readonly<Record<string, unknown>> | undefined {
  const value = parseJson(text.replace(/^\uFEFF/, ''));
  return value === undefined ? undefined : recordOf(value);
}

export function textIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
