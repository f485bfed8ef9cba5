import { canonicalText } from '../canonicalText';
import type { Demand } from '../demand';
import { BOUNDED, bound, EXACT, eitherOf, isWeaker, WEAK } from '../demand';
import type { SourceNode } from '../sourceNode';
import { textOf } from '../sourceNode';
import { argumentsOf, bare, dottedName, isLiteral, lastPart, numberOf } from './scriptNames';

const BOUNDED_CALLS = /^(includes|startsWith|endsWith|test|match|some|has|isSubsetOf)$/;
const ANYTHING = /^(anything|any|objectContaining|arrayContaining|stringContaining|stringMatching)$/;

/** How much it asks for that an expression is true. */
export function demandOf(value: SourceNode): Demand {
  const node = bare(value);
  if (node?.type === 'binary_expression') return binaryDemand(node);
  if (node?.type === 'call_expression') {
    const name = lastPart(dottedName(node.children[0]));
    if (/^(isDeepStrictEqual|isEqual|equals|is)$/.test(name) && argumentsOf(node).length > 0) return EXACT;
    if (name === 'every') return everyDemand(node);
    return BOUNDED_CALLS.test(name) ? BOUNDED : WEAK;
  }
  return WEAK;
}

/** Whether something in the arguments of a call is equal to a whole kind of values. */
export function mentionsAny(node: SourceNode): boolean {
  if (node.type === 'property_identifier') return ANYTHING.test(textOf(node));
  return node.children.some(mentionsAny);
}

/** Whether a value is a number, a text or another that has no members. */
export function isPrimitive(node: SourceNode | undefined): boolean {
  return node !== undefined && isLiteral(node) && !/^(array|object|regex)$/.test(bare(node)?.type ?? '');
}

function everyDemand(node: SourceNode): Demand {
  const body = argumentsOf(node)[0]?.children.at(-1);
  return body === undefined || body.type === 'statement_block' ? BOUNDED : demandOf(body);
}

function binaryDemand(node: SourceNode): Demand {
  const [left, sign, right] = node.children;
  if (left === undefined || sign === undefined || right === undefined) return WEAK;
  const operator = sign.type;
  if (operator === '&&') {
    const [one, other] = [demandOf(left), demandOf(right)];
    return isWeaker(one.strength, other.strength) ? other : one;
  }
  if (operator === '||' || operator === '??') return eitherOf(demandOf(left), demandOf(right));
  if ((isLiteral(left) && isLiteral(right)) || textOf(left) === textOf(right)) return WEAK;
  if (operator === '===') return { strength: 'exact', tolerances: [STRICT] };
  if (operator === '==') return { strength: 'exact', tolerances: [LOOSE] };
  if (operator === 'in' || operator === 'instanceof') return operator === 'in' ? BOUNDED : WEAK;
  if (!/^[<>]=?$/.test(operator)) return WEAK;
  const limit = numberOf(right);
  if (limit !== undefined) return bound(operator, canonicalText(left), { value: limit, text: canonicalText(right) });
  const start = numberOf(left);
  const turned = operator.replace(/[<>]/, (each) => (each === '<' ? '>' : '<'));
  return start === undefined
    ? BOUNDED
    : bound(turned, canonicalText(right), { value: start, text: canonicalText(left) });
}

/** Values of different types may be equal. */
export const LOOSE = { name: 'equality', value: 2, text: '== for any types' } as const;
/** Values of the same shape are equal, whatever their classes. */
export const SHAPE = { name: 'equality', value: 1, text: 'the same shape' } as const;
export const STRICT = { name: 'equality', value: 0, text: 'the same type and value' } as const;
