import type { Position } from '../../lib/lines';
import type { Result } from '../../lib/result';
import { fail, ok } from '../../lib/result';
import { parseYaml } from '../../lib/yaml';
import type { YamlNode } from '../../lib/yamlNode';
import { describeKind, isNull, textOf } from '../../lib/yamlNode';

/** What is wrong in a record, as a sentence without its end, and where. */
export interface RecordProblem {
  readonly position: Position;
  readonly detail: string;
}

/** Reads one value; says what is wrong with it, and then gives undefined. `name` is the value's own, for words. */
export type Shape<T> = (node: YamlNode, name: string, problems: RecordProblem[]) => T | undefined;

/** A key that may be missing; then its value is `fallback`. */
interface Optional<T> {
  readonly shape: Shape<T>;
  readonly fallback: T;
}

type Field<T> = Shape<T> | Optional<T>;
type Fields = Readonly<Record<string, Field<never> | Field<unknown>>>;
type ValueOf<F> = F extends Shape<infer T> ? T : F extends Optional<infer T> ? T : never;
export type ShapeOf<F extends Fields> = { readonly [K in keyof F]: ValueOf<F[K]> };

/** Text that is not blank; numbers count as they are written. */
export const text: Shape<string> = (node, name, problems) => {
  const found = textOf(node);
  if (found === undefined) problem(problems, node, `"${name}" is ${kindOf(node)}; text is expected`);
  return found;
};

export const truth: Shape<boolean> = (node, name, problems) => {
  if (node.kind === 'scalar' && typeof node.value === 'boolean') return node.value;
  problem(problems, node, `"${name}" is ${kindOf(node)}; true or false is expected`);
  return undefined;
};

export function oneOf<const T extends string>(...words: readonly T[]): Shape<T> {
  return (node, name, problems) => {
    const found = words.find((word) => word === textOf(node));
    if (found === undefined) {
      const given = textOf(node) ?? kindOf(node);
      problem(problems, node, `"${name}" is "${given.slice(0, 80)}"; one of ${words.join(', ')} is expected`);
    }
    return found;
  };
}

/** An empty value is an empty list. */
export function listOf<T>(item: Shape<T>): Shape<readonly T[]> {
  return (node, name, problems) => {
    if (isNull(node)) return [];
    if (node.kind !== 'list') {
      problem(problems, node, `"${name}" is ${kindOf(node)}; a list is expected`);
      return undefined;
    }
    return node.items.flatMap((each) => item(each, `an item of ${name}`, problems) ?? []);
  };
}

/** A mapping of those keys; others are nobody's business here, and stay in the file. */
export function record<F extends Fields>(fields: F): Shape<ShapeOf<F>> {
  return (node, name, problems) => {
    if (node.kind !== 'map') {
      problem(problems, node, `"${name}" is ${kindOf(node)}; a mapping is expected`);
      return undefined;
    }
    const before = problems.length;
    const values = Object.entries(fields).map(([key, field]) => {
      const value = node.entries.find((entry) => entry.key === key)?.value;
      const isMissing = value === undefined || (isNull(value) && typeof field === 'object');
      if (isMissing && typeof field === 'object') return [key, field.fallback];
      if (value === undefined) problem(problems, node, `"${key}" is missing in "${name}"`);
      const shape = typeof field === 'object' ? field.shape : field;
      return [key, value === undefined ? undefined : shape(value, key, problems)];
    });
    // Whatever is missing was told; nobody sees such a value.
    return problems.length > before ? undefined : (Object.fromEntries(values) as ShapeOf<F>);
  };
}

export function optional<T>(shape: Shape<T>): Optional<T | undefined>;
export function optional<T>(shape: Shape<T>, fallback: T): Optional<T>;
export function optional<T>(shape: Shape<T>, fallback?: T): Optional<T | undefined> {
  return { shape, fallback };
}

/** Anything, as text; what is no text is ''. For keys that only people read. */
export const anyText: Shape<string> = (node) => textOf(node) ?? '';

/** Reads a whole record. Never throws, whatever the text. On failure: every problem, at least one, in the order of the file. */
export function readRecord<T>(
  source: string,
  name: string,
  shape: Shape<T>,
): Result<T, readonly [RecordProblem, ...RecordProblem[]]> {
  const parsed = parseYaml(source);
  const problems: RecordProblem[] = [];
  if (!parsed.ok) {
    for (const { position, message } of parsed.problem)
      problems.push({ position, detail: `not valid YAML: ${message}` });
  }
  const { root } = parsed.ok ? parsed.value : { root: undefined };
  const node = root === undefined ? undefined : (underName(root, name) ?? root);
  const value = node === undefined ? undefined : shape(node, name, problems);
  const [first, ...rest] = problems.toSorted((a, b) => a.position.line - b.position.line);
  if (first !== undefined) return fail([first, ...rest]);
  if (value === undefined) throw new Error(`${name} has neither a value nor a problem`);
  return ok(value);
}

/** The record, where the whole stands under its name. */
export function underName(root: YamlNode, name: string): YamlNode | undefined {
  const only = root.kind === 'map' && root.entries.length === 1 ? root.entries[0] : undefined;
  return only?.key === name ? only.value : undefined;
}

function problem(problems: RecordProblem[], { position }: YamlNode, detail: string): void {
  problems.push({ position, detail });
}

function kindOf(node: YamlNode): string {
  return node.kind === 'scalar' && node.value === '' ? 'empty' : describeKind(node);
}
