import type { YamlEntry, YamlNode } from '../lib/yamlNode';
import { fieldOf, itemsOf, textOf } from '../lib/yamlNode';
import { readParameters } from './declaredParameters';
import type { DeclaredSymbol, SymbolKind } from './declaredSymbol';
import { leadingIdentifier } from './leadingIdentifier';

/** What an item under each key is, as long as the item itself says nothing else. */
const OUTER: Readonly<Record<string, SymbolKind>> = {
  entities: 'class',
  interfaces: 'class',
  classes: 'class',
  enums: 'enum',
  exceptions: 'exception',
  functions: 'function',
};
const INNER: Readonly<Record<string, SymbolKind>> = {
  methods: 'method',
  fields: 'property',
  properties: 'property',
  attributes: 'property',
  values: 'value',
};
/** Under which a callable says what it refuses. */
export const RAISED_KEYS = ['errors', 'raises', 'throws'];
const EXCEPTION_NAME = /(?:Error|Exception)$/;
const ASYNC_RESULT = /^(?:Promise|Awaitable|Coroutine|Async\w*|Task|Future|CompletableFuture)\b/;

/** Every language has these; a module that raises them does not declare them. */
const BUILT_IN = new Set(
  (
    'Error EvalError RangeError ReferenceError SyntaxError TypeError URIError AggregateError BaseException Exception ArithmeticError ' +
    'AssertionError AttributeError BufferError EOFError ImportError ModuleNotFoundError IndexError KeyError LookupError MemoryError ' +
    'NameError NotImplementedError OSError IOError FileExistsError FileNotFoundError PermissionError TimeoutError ConnectionError ' +
    'RecursionError RuntimeError StopIteration SystemError UnicodeError UnicodeDecodeError ValueError ZeroDivisionError ' +
    'RuntimeException IllegalArgumentException IllegalStateException IndexOutOfBoundsException NullPointerException IOException ' +
    'UnsupportedOperationException ArgumentException ArgumentNullException InvalidOperationException NotSupportedException'
  ).split(' '),
);

/**
 * What the module of a component offers, as its part of the specification declares it: classes, exceptions, enums and functions
 * with their members and parameters. Permissive: what is not understood is left out, and each name is there once.
 */
export function declaredInterface(component: YamlNode): readonly DeclaredSymbol[] {
  const members = membersOf(component);
  const names = classNames(component);
  const classes = names.map((name, index) =>
    classOf(name, { item: component, usual: 'class', members: index === 0 ? members : [] }),
  );
  const outer = entriesOf(component, OUTER).flatMap(([entry, kind]) => symbolsUnder(entry, kind));
  if (names.length > 0) return unique([...classes, ...outer, ...raisedIn(component)]);
  const [only, another] = outer.filter((symbol) => symbol.kind === 'class');
  if (only !== undefined && another === undefined && only.members.length === 0) {
    const whole = outer.map((symbol) => (symbol === only ? { ...symbol, members } : symbol));
    return unique([...whole, ...raisedIn(component)]);
  }
  // Without a class, what looks like its members stands in the module itself.
  const loose = members.map((member) => (member.kind === 'method' ? { ...member, kind: 'function' as const } : member));
  return unique([...outer, ...loose, ...raisedIn(component)]);
}

/** The interface of one entity or interface of a specification without components: the entity itself, with its members. */
export function declaredEntity(entity: YamlNode, name: string): readonly DeclaredSymbol[] {
  if (leadingIdentifier(name) !== name) return declaredInterface(entity);
  const inner = entriesOf(entity, OUTER).flatMap(([entry, kind]) => symbolsUnder(entry, kind));
  return unique([
    classOf(name, { item: entity, usual: 'class', members: membersOf(entity) }),
    ...inner,
    ...raisedIn(entity),
  ]);
}

function classNames(component: YamlNode): readonly string[] {
  const node = fieldOf(component, 'class');
  const named = node?.kind === 'list' ? node.items : node === undefined ? [] : [node];
  return named.flatMap((each) => leadingIdentifier(textOf(each) ?? textOf(fieldOf(each, 'name')) ?? '') ?? []);
}

function entriesOf(
  owner: YamlNode,
  kinds: Readonly<Record<string, SymbolKind>>,
): readonly (readonly [YamlEntry, SymbolKind])[] {
  if (owner.kind !== 'map') return [];
  return owner.entries.flatMap((entry) => {
    const kind = Object.hasOwn(kinds, entry.key) ? kinds[entry.key] : undefined;
    return kind === undefined ? [] : [[entry, kind] as const];
  });
}

function membersOf(owner: YamlNode): readonly DeclaredSymbol[] {
  return unique(entriesOf(owner, INNER).flatMap(([entry, kind]) => symbolsUnder(entry, kind)));
}

/** A list of names or mappings, or a mapping whose keys are the names. */
function symbolsUnder({ value }: YamlEntry, kind: SymbolKind): readonly DeclaredSymbol[] {
  if (value.kind === 'map') return value.entries.flatMap((entry) => symbolOf(entry.key, entry.value, kind) ?? []);
  return itemsOf(value).flatMap((item) => {
    if (item.kind === 'scalar') return item.value === null ? [] : (symbolOf(item.source, item, kind) ?? []);
    if (item.kind === 'list') return [];
    const name = textOf(fieldOf(item, 'name'));
    const only = item.entries.length === 1 ? item.entries[0] : undefined;
    if (name !== undefined) return symbolOf(name, item, kind) ?? [];
    return only === undefined ? [] : (symbolOf(only.key, only.value, kind) ?? []);
  });
}

function symbolOf(written: string, item: YamlNode, usual: SymbolKind): DeclaredSymbol | undefined {
  const name = leadingIdentifier(written);
  if (name === undefined) return undefined;
  const symbol = classOf(name, { item, usual, members: membersOf(item) });
  const isCallable = symbol.kind === 'function' || symbol.kind === 'method';
  if (!isCallable) return symbol;
  const returns = textOf(fieldOf(item, 'returns')) ?? statedResult(written);
  const isAsync =
    ['async', 'is_async'].some((key) => textOf(fieldOf(item, key)) === 'true') ||
    /^\s*async\b/.test(written) ||
    ASYNC_RESULT.test(returns);
  return { ...symbol, parameters: readParameters(written, item), isAsync };
}

/** What stands behind the last colon of a signature, or else behind its first arrow. */
function statedResult(written: string): string {
  const colon = written.lastIndexOf(':');
  const arrow = written.indexOf('->');
  if (colon !== -1) return written.slice(colon + 1).trim();
  return arrow === -1 ? '' : written.slice(arrow + 2).trim();
}

function classOf(
  name: string,
  about: { readonly item: YamlNode; readonly usual: SymbolKind; readonly members: readonly DeclaredSymbol[] },
): DeclaredSymbol {
  return { name, kind: kindOf(name, about), parameters: [], members: about.members, isAsync: false };
}

function kindOf(
  name: string,
  {
    item,
    usual,
    members,
  }: { readonly item: YamlNode; readonly usual: SymbolKind; readonly members: readonly DeclaredSymbol[] },
): SymbolKind {
  const type = (textOf(fieldOf(item, 'type')) ?? '').toLowerCase();
  if (usual === 'method' || usual === 'function') return /^propert/.test(type) ? 'property' : usual;
  if (usual !== 'class') return usual;
  if (type.includes('enum') || members.some((member) => member.kind === 'value')) return 'enum';
  const bases = ['extends', 'base', 'bases', 'inherits'].map((key) => textOf(fieldOf(item, key)) ?? '');
  const isException = [name, ...bases].some((each) => EXCEPTION_NAME.test(each)) || /^(?:exception|error)/.test(type);
  if (isException) return 'exception';
  return type === 'function' ? 'function' : 'class';
}

/** Exceptions that something is said to raise, wherever in the component that stands. */
function raisedIn(node: YamlNode): readonly DeclaredSymbol[] {
  if (node.kind === 'scalar') return [];
  if (node.kind === 'list') return node.items.flatMap(raisedIn);
  return node.entries.flatMap(({ key, value }) => (RAISED_KEYS.includes(key) ? exceptionsIn(value) : raisedIn(value)));
}

function exceptionsIn(node: YamlNode): readonly DeclaredSymbol[] {
  const written =
    node.kind === 'map'
      ? node.entries.map((entry) => entry.key)
      : (node.kind === 'list' ? node.items : [node]).flatMap((item) => {
          const only = item.kind === 'map' && item.entries.length === 1 ? item.entries[0]?.key : undefined;
          return textOf(item) ?? textOf(fieldOf(item, 'name')) ?? textOf(fieldOf(item, 'type')) ?? only ?? [];
        });
  return written.flatMap((text) => {
    const name = leadingIdentifier(text);
    if (name === undefined || !EXCEPTION_NAME.test(name) || BUILT_IN.has(name)) return [];
    return [{ name, kind: 'exception' as const, parameters: [], members: [], isAsync: false }];
  });
}

function unique(symbols: readonly DeclaredSymbol[]): readonly DeclaredSymbol[] {
  const byName = new Map<string, DeclaredSymbol>();
  for (const symbol of symbols) if (!byName.has(symbol.name)) byName.set(symbol.name, symbol);
  return [...byName.values()];
}
