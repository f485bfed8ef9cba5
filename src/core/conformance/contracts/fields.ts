import type { Position } from '../../lib/lines';
import type { YamlNode } from '../../lib/yamlNode';
import { describeKind, isNull } from '../../lib/yamlNode';
import type { Findings } from './findings';

interface Field {
  readonly path: string;
  readonly keyPosition: Position;
  readonly value: YamlNode;
}

/** The keys of a mapping, each of which may come from another file; says what is wrong where it stands. */
export class Fields {
  private readonly known = new Set<string>();

  private constructor(
    private readonly byKey: ReadonlyMap<string, Field>,
    /** Where to point when something is missing. */
    readonly path: string,
    readonly position: Position,
    private readonly findings: Findings,
  ) {}

  /** Undefined, and a finding, for what is no mapping. */
  static of(node: YamlNode, path: string, what: string, findings: Findings): Fields | undefined {
    if (node.kind !== 'map') {
      findings.error(path, node.position, `${what} is ${describeKind(node)}. Write it as "key: value" lines.`);
      return undefined;
    }
    const byKey = new Map(
      node.entries
        .filter(({ value }) => !isNull(value))
        .map(({ key, keyPosition, value }) => [key, { path, keyPosition, value }]),
    );
    return new Fields(byKey, path, node.position, findings);
  }

  /** These where both have a key, in their file; the others as they are. */
  over(base: Fields): Fields {
    return new Fields(new Map([...base.byKey, ...this.byKey]), this.path, this.position, this.findings);
  }

  has(key: string): boolean {
    return this.byKey.has(key);
  }

  /** Undefined when it is not there, or no mapping. */
  inside(key: string): Fields | undefined {
    const field = this.take(key);
    return field === undefined ? undefined : Fields.of(field.value, field.path, `"${key}"`, this.findings);
  }

  list(key: string): readonly { readonly node: YamlNode; readonly path: string }[] {
    const field = this.take(key);
    if (field === undefined) return [];
    if (field.value.kind === 'list') return field.value.items.map((node) => ({ node, path: field.path }));
    this.wrong(key, `"${key}" is ${describeKind(field.value)}. Write it as a list, a line with "- " for each.`);
    return [];
  }

  /** As written, trimmed; undefined when it is not there or no text. */
  text(key: string): string | undefined {
    const field = this.take(key);
    if (field === undefined) return undefined;
    const text = scalarText(field.value);
    if (text === undefined) this.wrong(key, `"${key}" is ${describeKind(field.value)}. Write it as text.`);
    return text;
  }

  /** One text or a list of them; undefined when there is none, or something else is among them. */
  texts(key: string): readonly string[] | undefined {
    const field = this.take(key);
    if (field === undefined) return undefined;
    const items = field.value.kind === 'list' ? field.value.items : [field.value];
    const texts = items.map(scalarText);
    if (texts.every((text) => text !== undefined)) return texts;
    this.wrong(key, `"${key}" is no list of texts. Write a line with "- " for each.`);
    return undefined;
  }

  /** What stands there when it can be read, and otherwise what holds without it. */
  flag(key: string, usual: 'on' | 'off'): 'on' | 'off' {
    const field = this.take(key);
    if (field === undefined) return usual;
    if (field.value.kind === 'scalar' && typeof field.value.value === 'boolean')
      return field.value.value ? 'on' : 'off';
    this.wrong(key, `"${key}" is ${describeKind(field.value)}. Write true or false.`);
    return usual;
  }

  /** A whole number in the limits; undefined when it is missing or something else. */
  number(key: string, { least, most }: { readonly least: number; readonly most: number }): number | undefined {
    const field = this.take(key);
    if (field === undefined) return undefined;
    const value = field.value.kind === 'scalar' ? field.value.value : undefined;
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
    this.wrong(key, `"${key}" is ${describeKind(field.value)}. Write a whole number from ${least} to ${most}.`);
    return undefined;
  }

  choice<T extends string>(key: string, among: readonly T[]): T | undefined {
    const text = this.text(key);
    if (text === undefined) return undefined;
    const found = among.find((each) => each === text);
    if (found === undefined) this.wrong(key, `"${key}" is "${text}". Write one of ${among.join(', ')}.`);
    return found;
  }

  /** Of the key, or of the whole where it is missing. */
  positionOf(key: string): Position {
    return this.byKey.get(key)?.keyPosition ?? this.position;
  }

  /** Says at the key, or where the whole stands, what is wrong. */
  wrong(key: string, message: string): void {
    const field = this.byKey.get(key);
    this.findings.error(field?.path ?? this.path, field?.keyPosition ?? this.position, message);
  }

  warn(key: string, message: string): void {
    const field = this.byKey.get(key);
    this.findings.warn(field?.path ?? this.path, field?.keyPosition ?? this.position, message);
  }

  /** The keys that nobody asked for. */
  others(): readonly string[] {
    return [...this.byKey.keys()].filter((key) => !this.known.has(key));
  }

  warnOfOthers(alsoKnown: readonly string[]): void {
    for (const key of this.others())
      if (!alsoKnown.includes(key)) this.warn(key, `"${key}" is not known here and changes nothing.`);
  }

  private take(key: string): Field | undefined {
    this.known.add(key);
    return this.byKey.get(key);
  }
}

function scalarText(node: YamlNode): string | undefined {
  if (node.kind !== 'scalar' || node.value === null) return undefined;
  return typeof node.value === 'string' ? node.value : node.source;
}
