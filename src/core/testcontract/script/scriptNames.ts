import type { SourceNode } from '../sourceNode';
import { childOf, elementsOf, textOf } from '../sourceNode';

const WRAPPERS = new Set([
  'non_null_expression',
  'as_expression',
  'satisfies_expression',
  'parenthesized_expression',
  'await_expression',
]);
export const FUNCTIONS: ReadonlySet<string> = new Set([
  'arrow_function',
  'function_expression',
  'function',
  'generator_function',
  'function_declaration',
  'generator_function_declaration',
  'method_definition',
]);

/** A value without what only the compiler or the clock sees: brackets, `await`, `as T`, `!`. */
export function bare(node: SourceNode | undefined): SourceNode | undefined {
  if (node === undefined || !WRAPPERS.has(node.type)) return node;
  return bare(elementsOf(node).filter(({ type }) => type !== 'await')[0]);
}

/** `a.b.c` of an identifier or a chain of members; of a call, that of what is called; undefined for anything else. */
export function dottedName(node: SourceNode | undefined): string | undefined {
  const inner = bare(node);
  if (inner === undefined) return undefined;
  if (inner.type === 'identifier' || inner.type === 'this' || inner.type === 'super') return textOf(inner);
  if (inner.type === 'call_expression') return dottedName(inner.children[0]);
  if (inner.type !== 'member_expression') return undefined;
  const object = dottedName(inner.children[0]);
  const last = inner.children.at(-1);
  return object === undefined || last === undefined ? undefined : `${object}.${textOf(last)}`;
}

export function lastPart(name: string | undefined): string {
  return name?.slice(name.lastIndexOf('.') + 1) ?? '';
}

export function argumentsOf(call: SourceNode | undefined): readonly SourceNode[] {
  return elementsOf(childOf(call, 'arguments'));
}

/** What a text without insertions says, its escapes as written. */
export function plainText(text: SourceNode): string {
  return textOf(text).slice(1, -1);
}

/** The names that a piece of source mentions; of members of a name also `name.member`. */
export function namesIn(node: SourceNode, names: Set<string> = new Set()): Set<string> {
  const { type, children } = node;
  if (type === 'identifier' || type === 'shorthand_property_identifier') names.add(textOf(node));
  const [object] = children;
  const member = children.at(-1);
  if (
    type === 'member_expression' &&
    (object?.type === 'identifier' || object?.type === 'this') &&
    member !== undefined
  )
    names.add(`${textOf(object)}.${textOf(member)}`);
  for (const child of children) namesIn(child, names);
  return names;
}

/** The names that a pattern or a parameter list makes known. */
export function boundNames(pattern: SourceNode | undefined): readonly string[] {
  if (pattern === undefined) return [];
  const { type, children } = pattern;
  if (type === 'identifier' || type === 'shorthand_property_identifier_pattern') return [textOf(pattern)];
  if (type === 'pair_pattern') return boundNames(children.at(-1));
  if (/_assignment_pattern$|^assignment_pattern$/.test(type)) return boundNames(children[0]);
  if (type === 'required_parameter' || type === 'optional_parameter')
    return boundNames(children.find((child) => /pattern$|^identifier$/.test(child.type)));
  return /pattern$|^formal_parameters$/.test(type) ? elementsOf(pattern).flatMap(boundNames) : [];
}

/** The names of a function's parameters. */
export function parametersOf(node: SourceNode): readonly string[] {
  const list = childOf(node, 'formal_parameters');
  return list === undefined ? boundNames(childOf(node, 'identifier')) : boundNames(list);
}

const LITERALS = new Set(['number', 'string', 'true', 'false', 'null', 'undefined', 'regex']);
const HOLDERS = new Set(['array', 'object', 'pair', 'unary_expression', 'parenthesized_expression', 'as_expression']);

/** Whether a value is written out, with nothing in it that has to be looked up. */
export function isLiteral(node: SourceNode): boolean {
  if (LITERALS.has(node.type) || node.type === 'property_identifier') return true;
  if (node.type === 'template_string') return childOf(node, 'template_substitution') === undefined;
  return HOLDERS.has(node.type) && elementsOf(node).every(isLiteral);
}

export function numberOf(node: SourceNode | undefined): number | undefined {
  const inner = bare(node);
  if (inner?.type === 'number') return real(Number(textOf(inner).replace(/_|n$/g, '')));
  const [left, operator, right] = inner?.children ?? [];
  if (inner?.type === 'unary_expression' && left?.type === '-') {
    const value = numberOf(operator);
    return value === undefined ? undefined : -value;
  }
  if (inner?.type !== 'binary_expression') return undefined;
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a === undefined || b === undefined) return undefined;
  if (operator?.type === '*') return real(a * b);
  if (operator?.type === '/') return real(a / b);
  return operator?.type === '**' ? real(a ** b) : undefined;
}

function real(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}
