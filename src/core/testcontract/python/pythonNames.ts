import type { SourceNode } from '../sourceNode';
import { childOf, elementsOf, textOf } from '../sourceNode';

/** `a.b.c` of an identifier or a chain of attributes; of a call, that of what is called; undefined for anything else. */
export function dottedName(node: SourceNode | undefined): string | undefined {
  if (node?.type === 'identifier') return textOf(node);
  if (node?.type === 'call') return dottedName(node.children[0]);
  if (node?.type !== 'attribute') return undefined;
  const object = dottedName(node.children[0]);
  const last = node.children.at(-1);
  return object === undefined || last === undefined ? undefined : `${object}.${textOf(last)}`;
}

/** The last part of a dotted name. */
export function lastPart(name: string | undefined): string {
  return name?.slice(name.lastIndexOf('.') + 1) ?? '';
}

export interface Arguments {
  readonly positional: readonly SourceNode[];
  readonly named: ReadonlyMap<string, SourceNode>;
}

/** The arguments of a call or of a decorator's call. */
export function argumentsOf(call: SourceNode | undefined): Arguments {
  const list = childOf(call, 'argument_list', 'generator_expression');
  const elements = list?.type === 'generator_expression' ? [list] : elementsOf(list);
  const named = new Map<string, SourceNode>();
  const positional: SourceNode[] = [];
  for (const element of elements) {
    const [name, , value] = element.children;
    if (element.type === 'keyword_argument' && name !== undefined && value !== undefined)
      named.set(textOf(name), value);
    else positional.push(element);
  }
  return { positional, named };
}

/** The names of a function's parameters, in their order. */
export function parametersOf(definition: SourceNode): readonly string[] {
  return elementsOf(childOf(definition, 'parameters')).flatMap((parameter) => {
    const name = parameter.type === 'identifier' ? parameter : childOf(parameter, 'identifier');
    return name === undefined ? [] : [textOf(name)];
  });
}

const NAMING_CALLS = new Set(['getfixturevalue', 'usefixtures']);

/** The names that a piece of source mentions; of members of a name also `name.member`. */
export function namesIn(node: SourceNode, names: Set<string> = new Set()): Set<string> {
  const { type, children } = node;
  if (type === 'identifier') names.add(textOf(node));
  else if (type === 'attribute') {
    const [object, , member] = children;
    if (object !== undefined) namesIn(object, names);
    if (object?.type === 'identifier' && member !== undefined) names.add(`${textOf(object)}.${textOf(member)}`);
  } else if (type === 'keyword_argument') {
    for (const value of children.slice(1)) namesIn(value, names);
  } else for (const child of children) namesIn(child, names);
  if (type === 'call' && NAMING_CALLS.has(lastPart(dottedName(node)))) {
    for (const text of argumentsOf(node).positional) if (text.type === 'string') names.add(plainText(text));
  }
  return names;
}

/** What a text without insertions says, its escapes as written. */
export function plainText(text: SourceNode): string {
  return textOf(text).replace(/^[a-z]*("""|'''|"|')([\s\S]*)\1$/i, '$2');
}

const LITERALS = new Set(['integer', 'float', 'string', 'concatenated_string', 'true', 'false', 'none', 'ellipsis']);
const HOLDERS = new Set(['list', 'tuple', 'set', 'dictionary', 'pair', 'unary_operator', 'parenthesized_expression']);

/** Whether a value is written out, with nothing in it that has to be looked up. */
export function isLiteral(node: SourceNode): boolean {
  if (LITERALS.has(node.type)) return node.children.length === 0 || node.type === 'concatenated_string';
  return HOLDERS.has(node.type) && elementsOf(node).every(isLiteral);
}

/** The value of a written number, of a sum or power of such, and of `Decimal("0.1")`. */
export function numberOf(node: SourceNode | undefined): number | undefined {
  if (node === undefined) return undefined;
  if (node.type === 'integer' || node.type === 'float') {
    return real(Number(textOf(node).replaceAll('_', '')));
  }
  if (node.type === 'parenthesized_expression') return numberOf(elementsOf(node)[0]);
  if (node.type === 'call') {
    const [given] = argumentsOf(node).positional;
    if (!/^(Decimal|float|int|Fraction)$/.test(lastPart(dottedName(node)))) return undefined;
    return given?.type === 'string' ? real(Number(plainText(given))) : numberOf(given);
  }
  if (node.type === 'unary_operator') {
    const value = numberOf(node.children[1]);
    return value !== undefined && node.children[0]?.type === '-' ? -value : value;
  }
  if (node.type !== 'binary_operator') return undefined;
  const [left, operator, right] = node.children;
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a === undefined || b === undefined) return undefined;
  if (operator?.type === '**') return real(a ** b);
  if (operator?.type === '*') return real(a * b);
  if (operator?.type === '/') return real(a / b);
  if (operator?.type === '+') return real(a + b);
  return operator?.type === '-' ? real(a - b) : undefined;
}

/** Numbers that can be stored; others count as text. */
function real(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}
