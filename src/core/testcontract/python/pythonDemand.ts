import { canonicalText } from '../canonicalText';
import type { Demand } from '../demand';
import { BOUNDED, bound, EXACT, eitherOf, isWeaker, WEAK } from '../demand';
import type { SourceNode } from '../sourceNode';
import { elementsOf, textOf } from '../sourceNode';
import type { Tolerance } from '../testContract';
import { argumentsOf, dottedName, isLiteral, lastPart, numberOf, plainText } from './pythonNames';

const OPERATORS = new Set(['<', '<=', '==', '!=', '>=', '>', '<>', 'in', 'not in', 'is', 'is not']);
const KINDS = /^(isinstance|issubclass|hasattr|callable)$/;
const EXACT_CALLS = /^(equals|array_equal|array_equiv|equal)$/;
const BOUNDED_CALLS = /^(any|startswith|endswith|match|search|fullmatch|issubset|issuperset|isdisjoint)$/;

/** How much it asks for that an expression holds. */
export function demandOf(node: SourceNode): Demand {
  switch (node.type) {
    case 'parenthesized_expression':
    case 'await':
      return innerDemand(node);
    case 'comparison_operator':
      return comparisonDemand(node);
    case 'boolean_operator':
      return booleanDemand(node);
    case 'conditional_expression':
      return eitherOf(demandOf(node.children[0] ?? node), demandOf(node.children.at(-1) ?? node));
    case 'call':
      return callDemand(node);
    default:
      return WEAK;
  }
}

/** The number that `approx(..)` and its kind allow, found anywhere in a value. */
function approxTolerances(node: SourceNode): readonly Tolerance[] | undefined {
  if (node.type === 'call' && lastPart(dottedName(node)) === 'approx') {
    const { positional, named } = argumentsOf(node);
    const [rel, abs] = [named.get('rel') ?? positional[1], named.get('abs') ?? positional[2]];
    const relative = rel === undefined && abs !== undefined ? { value: 0, text: 'none' } : given(rel, 1e-6);
    return [
      { name: 'rel', ...relative },
      { name: 'abs', ...given(abs, 1e-12) },
    ];
  }
  for (const child of node.children) {
    const found = approxTolerances(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A number as it is given, or the one that counts when none is. A number that has to be looked up counts as text alone. */
export function given(
  node: SourceNode | undefined,
  otherwise: number,
): { readonly value: number; readonly text: string } {
  if (node === undefined || node.type === 'none') return { value: otherwise, text: String(otherwise) };
  return { value: numberOf(node) ?? otherwise, text: canonicalText(node) };
}

function innerDemand(node: SourceNode): Demand {
  const inner = elementsOf(node).filter(({ type }) => type !== 'await')[0];
  return inner === undefined ? WEAK : demandOf(inner);
}

function booleanDemand(node: SourceNode): Demand {
  const [left, operator, right] = node.children;
  if (left === undefined || right === undefined) return WEAK;
  if (operator?.type === 'or') return eitherOf(demandOf(left), demandOf(right));
  const [one, other] = [demandOf(left), demandOf(right)];
  return isWeaker(one.strength, other.strength) ? other : one;
}

function comparisonDemand(node: SourceNode): Demand {
  const { children } = node;
  const demands: Demand[] = [];
  for (let at = 1; at < children.length - 1; at += 2) {
    const [left, operator, right] = children.slice(at - 1, at + 2);
    if (left === undefined || operator === undefined || right === undefined || !OPERATORS.has(operator.type))
      return WEAK;
    demands.push(oneComparison(left, operator.type, right));
  }
  const [first = WEAK, ...more] = demands;
  if (more.length === 0) return first;
  return { strength: 'bounded', tolerances: demands.flatMap(({ tolerances }) => tolerances) };
}

function oneComparison(left: SourceNode, operator: string, right: SourceNode): Demand {
  if ((isLiteral(left) && isLiteral(right)) || textOf(left) === textOf(right)) return WEAK;
  if (operator === '!=' || operator === '<>' || operator === 'is not') return WEAK;
  if (operator === '==' || operator === 'is') return equalityDemand(left, right);
  if (operator === 'in' && left.type === 'string') {
    return { strength: 'bounded', tolerances: [{ name: 'match', value: 0, text: plainText(left) }] };
  }
  if (operator.endsWith('in')) return BOUNDED;
  const limit = numberOf(right);
  if (limit !== undefined) return bound(operator, canonicalText(left), { value: limit, text: canonicalText(right) });
  const start = numberOf(left);
  const turned = operator.replace(/[<>]/, (sign) => (sign === '<' ? '>' : '<'));
  return start === undefined
    ? BOUNDED
    : bound(turned, canonicalText(right), { value: start, text: canonicalText(left) });
}

function equalityDemand(left: SourceNode, right: SourceNode): Demand {
  const tolerances = approxTolerances(left) ?? approxTolerances(right);
  if (tolerances !== undefined) return { strength: 'bounded', tolerances };
  const isLoose = [left, right].some((side) => lastPart(dottedName(side)) === 'type' || mentionsAny(side));
  return isLoose ? BOUNDED : EXACT;
}

/** Whether something in a value is equal to everything. */
export function mentionsAny(node: SourceNode): boolean {
  if (node.type === 'identifier') return textOf(node) === 'ANY';
  return node.children.some(mentionsAny);
}

function callDemand(node: SourceNode): Demand {
  const name = lastPart(dottedName(node.children[0])) || textOf(node.children[0]?.children.at(-1) ?? node);
  const { positional, named } = argumentsOf(node);
  if (name === 'all' || name === 'any') {
    const [element] = elementsOf(positional[0]);
    if (element === undefined) {
      const [object] = node.children[0]?.children ?? [];
      return object === undefined ? WEAK : demandOf(object);
    }
    return name === 'all' ? demandOf(element) : eitherOf(demandOf(element), BOUNDED);
  }
  if (KINDS.test(name)) return WEAK;
  if (EXACT_CALLS.test(name)) return EXACT;
  if (name === 'isclose' || name === 'allclose') {
    const usual = dottedName(node.children[0])?.startsWith('math.') === true ? 1e-9 : 1e-5;
    const rel = given(named.get('rel_tol') ?? named.get('rtol'), usual);
    const abs = given(named.get('abs_tol') ?? named.get('atol'), usual === 1e-9 ? 0 : 1e-8);
    return {
      strength: 'bounded',
      tolerances: [
        { name: 'rel', ...rel },
        { name: 'abs', ...abs },
      ],
    };
  }
  return BOUNDED_CALLS.test(name) ? BOUNDED : WEAK;
}
