import { parseJson } from '../../core/lib/parseJson';

export type Fields = Readonly<Record<string, unknown>>;

/** A line of JSON as the fields of its object; undefined when it holds anything else. */
export function parseFields(line: string): Fields | undefined {
  return fieldsOf(parseJson(line));
}

export function fieldsOf(value: unknown): Fields | undefined {
  return isFields(value) ? value : undefined;
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** Every item of a list decoded; undefined when it is no list or any item cannot be decoded. */
export function listOf<T>(value: unknown, decode: (item: unknown) => T | undefined): readonly T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const items = value.flatMap((item) => decode(item) ?? []);
  return items.length === value.length ? items : undefined;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
