import type {
  CreateNodeOptions,
  Document,
  DocumentOptions,
  Node,
  ScalarTag,
  SchemaOptions,
  ToStringOptions,
  YAMLMap,
  YAMLSeq,
} from 'yaml';
import {
  Composer,
  CST,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  Parser,
  parseDocument,
  Scalar,
  stringify,
  visit,
  Document as YamlDocument,
} from 'yaml';
import type { Position } from './lines';
import type { Result } from './result';
import { fail, ok } from './result';
import type { YamlEntry, YamlNode } from './yamlNode';
import { describeKind, isNull, toPlain } from './yamlNode';
import type { YamlProblem } from './yamlProblem';
import { explainYaml } from './yamlProblem';

/** One YAML document that was read without a problem. */
export interface ParsedYaml {
  /** A null scalar when the text holds nothing. */
  readonly root: YamlNode;
  readonly warnings: readonly { readonly position: Position; readonly message: string }[];
}

/** What `editYaml` puts into a document; `undefined` removes a key. */
export type YamlChange =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly YamlChange[]
  | { readonly [key: string]: YamlChange };

/** Longer texts are refused: the slowest malformed text of this length takes some seconds. */
export const MAX_CHARACTERS = 1_000_000;
const MAX_DEPTH = 100;
/** Characters of all values with their aliases written out; only aliases can make it exceed the text's own length. */
const MAX_EXPANDED = 4_000_000;
const MAX_PROBLEMS = 20;
const TOO_DEEP = { message: `values are nested more than ${MAX_DEPTH} deep`, remedy: 'Flatten this part of the file.' };

/** The package's own check for unique keys compares each key with all before it; ours is linear. */
const READING = { prettyErrors: false, uniqueKeys: false, resolveKnownTags: false, schema: 'core' } as const;

/** Characters that YAML 1.1 readers take for line breaks or refuse; blank text and `=` mean something else to them. */
const AWKWARD = /[^\P{Cc}\n\t]|[\u2028\u2029\u{feff}\p{Cs}]|^\s+$|^=$/u;
const TO_ESCAPE = /[^\P{Cc}\n\t]|[\u2028\u2029\u{feff}]/gu;

const awkwardText: ScalarTag = {
  tag: 'tag:yaml.org,2002:str',
  default: true,
  identify: (value) => typeof value === 'string' && isAwkward(value),
  resolve: (source) => source,
  stringify: ({ value }) =>
    JSON.stringify(value).replace(TO_ESCAPE, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`),
};

/** The Python tool reads YAML 1.1: text that it would take for a date or a boolean is quoted. */
const WRITING: DocumentOptions & SchemaOptions & CreateNodeOptions & ToStringOptions = {
  lineWidth: 0,
  indentSeq: false,
  singleQuote: true,
  compat: 'yaml-1.1',
  aliasDuplicateObjects: false,
  customTags: (tags) => [awkwardText, ...tags],
};

/**
 * Reads one YAML 1.2 document (with `<<` merging) into nodes with positions. Never throws, whatever the text: malformed,
 * deeply nested, overlong and self-multiplying texts are problems; at most one problem for each line, in the file's order.
 */
export function parseYaml(text: string): Result<ParsedYaml, readonly YamlProblem[]> {
  if (text.length > MAX_CHARACTERS) {
    const message = `the file has ${text.length} characters; at most ${MAX_CHARACTERS} are read`;
    return fail([{ position: { line: 1, column: 1 }, message, remedy: 'Split the file.' }]);
  }
  const lines = new LineCounter();
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const tooDeep = offsetOfTooDeep(tokens);
  if (tooDeep !== undefined) return fail([{ position: at(tooDeep), ...TOO_DEEP }]);
  const [document, second] = new Composer(READING).compose(tokens, true, text.length);
  const openQuotes = document?.errors.some(isOpenQuote) ? quotedTexts(tokens) : new Map<number, number>();
  const errors =
    document?.errors.map((error) => {
      const [offset] = error.pos;
      // The parser tells where it gave up; the user wants the line that is wrong.
      const begin = isOpenQuote(error) ? openQuotes.get(offset) : undefined;
      return { offset: begin ?? offset, code: error.code, detail: error.message };
    }) ?? [];
  if (second !== undefined) errors.push({ offset: second.range[0], code: 'MULTIPLE_DOCS', detail: '' });
  if (document === undefined || errors.length > 0) {
    return fail(
      firstOfEachLine(
        errors.map(({ offset, code, detail }) => ({ position: at(offset), ...explainYaml(code, detail) })),
      ),
    );
  }
  const reader = new NodeReader(at);
  const root = reader.read(document.contents, 0, 0);
  if (reader.problems.length > 0) return fail(firstOfEachLine(reader.problems));
  const warnings = document.warnings.map((warning) => ({ position: at(warning.pos[0]), message: warning.message }));
  return ok({ root, warnings });
}

/** Writes a read node, or one put together from read nodes, as YAML that YAML 1.1 and 1.2 readers understand alike: numbers as they were written, comments left out. */
export function printYaml(node: YamlNode): string {
  return stringify(toPrintable(node), { ...WRITING, customTags: (tags) => [numberAsWritten, awkwardText, ...tags] });
}

/**
 * Sets values in a YAML text and keeps everything else: unknown keys and comments. Mappings are merged key by key; the items
 * of a list are merged with those of the same `name` or `location`, or else of the same place, and the list takes the new length.
 * A text without any value becomes the changes alone. Aliases are written out, which gives up comments in such a file.
 */
export function editYaml(
  text: string,
  changes: { readonly [key: string]: YamlChange },
): Result<string, readonly YamlProblem[]> {
  const parsed = parseYaml(text);
  if (!parsed.ok) return parsed;
  const { root } = parsed.value;
  const document = editableDocument(text, root);
  if (isNull(root)) document.contents = document.createNode({});
  if (!isMap(document.contents)) {
    const message = `the file is ${describeKind(root)}, not a mapping`;
    return fail([{ position: root.position, message, remedy: 'Write it as "key: value" lines.' }]);
  }
  mergeMap(document, document.contents, changes);
  return ok(document.toString(WRITING));
}

/** Text that every reader of YAML takes for text without quotes; a comma parts values in braces and brackets. */
const PLAIN = /^(?!(?:true|false|null|yes|no|on|off|y|n)$)[A-Za-z][\w ,;()'/.-]*$/i;

/**
 * Writes another text in the place of the scalar that begins here, in its way of quoting where that can hold it, and leaves every
 * other byte as it is. Undefined when no scalar begins here.
 */
export function replaceYamlText(text: string, at: Position, value: string): string | undefined {
  const lines = new LineCounter();
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const offset = (lines.lineStarts[at.line - 1] ?? Number.NaN) + at.column - 1;
  let level = tokens.map((token) => ({ token, isInFlow: false }));
  while (level.length > 0) {
    const found = level.find(({ token }) => token.offset === offset && CST.isScalar(token) && token.type !== 'alias');
    if (found !== undefined) {
      const { token, isInFlow } = found;
      const isPlain = PLAIN.test(value) && !(isInFlow && value.includes(','));
      const quoting = token.type === 'scalar' && !isPlain ? { type: 'QUOTE_DOUBLE' as const } : {};
      CST.setScalarValue(token, value, { ...quoting, afterKey: token.type === 'block-scalar', inFlow: isInFlow });
      return tokens.map((each) => CST.stringify(each)).join('');
    }
    level = level.flatMap(({ token, isInFlow }) =>
      innerTokens(token).map((each) => ({ token: each, isInFlow: isInFlow || token.type === 'flow-collection' })),
    );
  }
  return undefined;
}

/** Where the braces or brackets that open here are closed, and whether something stands in them. Undefined when none open here. */
export function closingOfYaml(
  text: string,
  at: Position,
): { readonly position: Position; readonly isEmpty: boolean } | undefined {
  const lines = new LineCounter();
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const offset = (lines.lineStarts[at.line - 1] ?? Number.NaN) + at.column - 1;
  for (let level: readonly CST.Token[] = tokens; level.length > 0; level = level.flatMap(innerTokens)) {
    const found = level.find((token) => token.type === 'flow-collection' && token.offset === offset);
    if (found?.type !== 'flow-collection') continue;
    const closing = found.end.find(({ source }) => source === '}' || source === ']');
    if (closing === undefined) return undefined;
    const { line, col } = lines.linePos(closing.offset);
    return { position: { line, column: col }, isEmpty: found.items.every(({ key, value }) => !key && !value) };
  }
  return undefined;
}

/** A value that aliases can repeat: its size with its own aliases written out, and the levels below it. */
interface Anchor {
  readonly node: YamlNode;
  readonly expanded: number;
  readonly height: number;
}

/** Walks the package's nodes once, in the file's order, so that an anchor is known before its aliases. */
class NodeReader {
  readonly problems: YamlProblem[] = [];
  private readonly anchors = new Map<string, Anchor>();
  private expanded = 0;
  private deepest = 0;

  constructor(private readonly at: (offset: number) => Position) {}

  read(node: unknown, fallback: number, depth: number): YamlNode {
    const offset = offsetOf(node) ?? fallback;
    const position = this.at(offset);
    const before = this.expanded;
    this.expanded += 1;
    if (isAlias(node)) return this.follow(node.source, position, depth);
    const deepestBefore = this.deepest;
    this.deepest = depth;
    const read = this.readContent(node, offset, depth);
    if ((isScalar(node) || isMap(node) || isSeq(node)) && node.anchor !== undefined) {
      this.anchors.set(node.anchor, { node: read, expanded: this.expanded - before, height: this.deepest - depth });
    }
    this.deepest = Math.max(this.deepest, deepestBefore);
    return read;
  }

  private readContent(node: unknown, offset: number, depth: number): YamlNode {
    const position = this.at(offset);
    if (isMap(node)) return { kind: 'map', entries: this.readEntries(node, offset, depth), position };
    if (isSeq(node)) {
      return { kind: 'list', items: node.items.map((item) => this.read(item, offset, depth + 1)), position };
    }
    if (!isScalar(node)) return nothing(position);
    const { value, source = '' } = node;
    const known =
      value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    this.expanded += source.length;
    return { kind: 'scalar', value: known ? value : source, source, position };
  }

  private readEntries(map: YAMLMap, offset: number, depth: number): readonly YamlEntry[] {
    const entries = new Map<string, YamlEntry>();
    const merged: YamlNode[] = [];
    for (const pair of map.items) {
      const keyOffset = offsetOf(pair.key) ?? offset;
      const keyPosition = this.at(keyOffset);
      const keyNode = this.read(pair.key, offset, depth + 1);
      const value = this.read(pair.value, keyOffset, depth + 1);
      if (keyNode.kind !== 'scalar') {
        this.report(
          keyPosition,
          `a key is ${describeKind(keyNode)}`,
          'Use text as the key; put it in quotes when it begins with { or [.',
        );
      } else if (isMergeKey(pair.key)) {
        merged.push(...(value.kind === 'list' ? value.items : [value]));
      } else {
        const key = typeof keyNode.value === 'string' ? keyNode.value : keyNode.source;
        if (entries.has(key))
          this.report(
            keyPosition,
            `the key "${key}" stands twice in the same mapping`,
            'Remove or rename one of them.',
          );
        else entries.set(key, { key, keyPosition, value });
      }
    }
    for (const source of merged) {
      if (source.kind !== 'map')
        this.report(source.position, '"<<" merges something that is not a mapping', 'Give it a mapping.');
      else for (const entry of source.entries) if (!entries.has(entry.key)) entries.set(entry.key, entry);
    }
    return [...entries.values()];
  }

  private follow(name: string, position: Position, depth: number): YamlNode {
    const anchor = this.anchors.get(name);
    if (anchor === undefined) {
      this.report(
        position,
        `the alias *${name} has no anchor &${name} before it`,
        `Set the anchor earlier in the file, or put the text in quotes: "*${name}".`,
      );
      return nothing(position);
    }
    if (this.expanded + anchor.expanded > MAX_EXPANDED) {
      this.report(
        position,
        'aliases multiply the file beyond what can be read',
        'Write the values out, or repeat less.',
      );
      return nothing(position);
    }
    if (depth + anchor.height > MAX_DEPTH) {
      this.report(position, TOO_DEEP.message, TOO_DEEP.remedy);
      return nothing(position);
    }
    this.expanded += anchor.expanded;
    this.deepest = Math.max(this.deepest, depth + anchor.height);
    return anchor.node;
  }

  private report(position: Position, message: string, remedy: string): void {
    this.problems.push({ position, message, remedy });
  }
}

/** Where the nesting first exceeds the limit: composing deeper tokens would overflow the stack. Itself without recursion. */
function offsetOfTooDeep(tokens: readonly CST.Token[]): number | undefined {
  let level: readonly CST.Token[] = tokens;
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return level[0]?.offset;
    level = level.flatMap(innerTokens);
  }
  return undefined;
}

function isOpenQuote({ code, message }: { readonly code: string; readonly message: string }): boolean {
  return code === 'MISSING_CHAR' && /closing .*quote/.test(message);
}

/** Where each quoted text ends, and where it begins. Without recursion. */
function quotedTexts(tokens: readonly CST.Token[]): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (let level = tokens; level.length > 0; level = level.flatMap(innerTokens)) {
    for (const token of level) {
      if (token.type === 'double-quoted-scalar' || token.type === 'single-quoted-scalar')
        found.set(token.offset + token.source.length, token.offset);
    }
  }
  return found;
}

function innerTokens(token: CST.Token): readonly CST.Token[] {
  if (token.type === 'document') return token.value === undefined ? [] : [token.value];
  if (!('items' in token)) return [];
  return token.items.flatMap(({ key, value }) => [key, value].filter((inner) => inner !== undefined && inner !== null));
}

/** A tab is welcome in a block of lines only. */
function isAwkward(text: string): boolean {
  return AWKWARD.test(text) || (text.includes('\t') && !text.includes('\n'));
}

/** A number with its spelling. */
class WrittenNumber {
  constructor(readonly source: string) {}
}

const numberAsWritten: ScalarTag = {
  tag: 'tag:yaml.org,2002:float',
  default: true,
  identify: (value) => value instanceof WrittenNumber,
  resolve: (source) => source,
  stringify: ({ value }) => (value instanceof WrittenNumber ? value.source : String(value)),
};

/** Mappings become `Map`, which keeps the order of keys that look like numbers. */
function toPrintable(node: YamlNode): unknown {
  if (node.kind === 'list') return node.items.map(toPrintable);
  if (node.kind === 'map') return new Map(node.entries.map((entry) => [entry.key, toPrintable(entry.value)]));
  return typeof node.value === 'number' ? new WrittenNumber(node.source) : node.value;
}

function editableDocument(text: string, root: YamlNode): Document {
  const document: Document = parseDocument(text, { ...READING, ...WRITING });
  let hasAlias = false;
  visit(document, {
    Alias: () => {
      hasAlias = true;
      return visit.BREAK;
    },
  });
  return hasAlias ? new YamlDocument(toPlain(root), WRITING) : document;
}

function mergeMap(document: Document, map: YAMLMap, changes: { readonly [key: string]: YamlChange }): void {
  for (const [key, change] of Object.entries(changes)) {
    if (change === undefined) map.delete(key);
    else map.set(key, mergeValue(document, map.get(key, true), change));
  }
}

function mergeValue(document: Document, current: unknown, change: YamlChange): Node {
  if (isMap(current) && isRecord(change)) {
    mergeMap(document, current, change);
    return current;
  }
  if (isSeq(current) && Array.isArray(change)) {
    mergeList(document, current, change);
    return current;
  }
  if (isScalar(current) && !isRecord(change) && !Array.isArray(change)) {
    current.value = change;
    return current;
  }
  return document.createNode(change, WRITING);
}

function mergeList(document: Document, list: YAMLSeq, changes: readonly YamlChange[]): void {
  // An empty list in block style would be written as a bare `[]` where a key is expected.
  if (list.items.length === 0 || changes.length === 0) list.flow = changes.length === 0;
  const before = list.items;
  const unclaimed = new Set(before);
  list.items = changes.map((change, index) => {
    const name = isRecord(change) ? (change['name'] ?? change['location']) : undefined;
    const candidates = name === undefined ? [before[index]] : before;
    const current = candidates.find((item) => unclaimed.has(item) && nameIn(item) === name);
    unclaimed.delete(current);
    return mergeValue(document, current, change);
  });
}

function nameIn(item: unknown): unknown {
  return isMap(item) ? (item.get('name') ?? item.get('location')) : undefined;
}

function isRecord(change: YamlChange): change is { readonly [key: string]: YamlChange } {
  return typeof change === 'object' && change !== null && !Array.isArray(change);
}

function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.value === '<<' && key.type === Scalar.PLAIN;
}

function offsetOf(node: unknown): number | undefined {
  const ranged = isAlias(node) || isScalar(node) || isMap(node) || isSeq(node) ? node.range : undefined;
  return ranged?.[0];
}

function nothing(position: Position): YamlNode {
  return { kind: 'scalar', value: null, source: '', position };
}

function firstOfEachLine(problems: readonly YamlProblem[]): readonly YamlProblem[] {
  const sorted = [...problems].sort(
    (a, b) => a.position.line - b.position.line || a.position.column - b.position.column,
  );
  return sorted.filter((each, index) => each.position.line !== sorted[index - 1]?.position.line).slice(0, MAX_PROBLEMS);
}
