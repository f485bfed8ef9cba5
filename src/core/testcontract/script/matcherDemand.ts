import { canonicalText } from '../canonicalText';
import type { Demand } from '../demand';
import { BOUNDED, bound, EXACT, WEAK } from '../demand';
import type { SourceNode } from '../sourceNode';
import type { Tolerance } from '../testContract';
import type { Link } from './scriptChain';
import { demandOf, isPrimitive, LOOSE, mentionsAny, SHAPE, STRICT } from './scriptDemand';
import { argumentsOf, dottedName, isLiteral, lastPart, numberOf, plainText } from './scriptNames';

const IDENTICAL =
  /^(toBe|toStrictEqual|strictEqual|toBeNull|toBeUndefined|toBeNaN|equal|equals|eq|is|eqls?|same|strictSame)$/;
const EXACT_MATCHERS =
  /^(toEqual|deepEqual|deepStrictEqual|deep|toHaveLength|lengthOf|toHaveBeenCalled(With|OnceWith|Times|ExactlyOnceWith)|toHaveBeen(Last|Nth)CalledWith|(last|nth)?[cC]alledWith(Exactly)?|toBeCalled(With|Times)|toReturnWith|toHaveReturnedWith|toMatch(Inline|File)?Snapshot|toThrowErrorMatching(Inline)?Snapshot|toHaveTextContent|toHaveValue|toHaveAttribute|toHaveStyle|toHaveDisplayValue|toHaveText|calledOnceWith(Exactly)?|callCount|calledOnce|calledTwice|notCalled|snapshot|true|false|null|undefined|NaN|empty|toBeTrue|toBeFalse|partialDeepStrictEqual|equalTypeOf|toEqualTypeOf|ifError|toHaveClass|toBeEmptyDOMElement)$/;
const BOUNDED_MATCHERS =
  /^(toMatchObject|toContain|toContainEqual|toMatch|toHaveProperty|toHaveReturned(Times)?|toSatisfy|toBeOneOf|include|includes|contain|contains|match|property|members|oneOf|keys?|satisfy|startsWith|endsWith|deepInclude|closeTo|approximately|within|above|below|least|most|greaterThan|lessThan|gt|gte|lt|lte|matchObject|hasProp)$/;
const WEAK_MATCHERS =
  /^(toBeTruthy|toBeFalsy|toBeDefined|toBeInstanceOf|toBeTypeOf|toHaveBeenCalled|toBeCalled|toHaveReturned|ok|exist|exists|a|an|instanceof|instanceOf|truthy|falsy|called|throws?|Throw|toThrow(Error)?|notEqual|notStrictEqual|notDeepEqual|notDeepStrictEqual|not|isDefined|isOk|isTrue|pass|toBeInTheDocument|toBeVisible|notThrows|doesNotThrow|doesNotReject|notOk)$/;

/** What the links after `expect(x)` ask for. */
export function matcherDemand(links: readonly Link[]): Demand {
  const names = links.map(({ name }) => name);
  const last = links.at(-1);
  if (last === undefined) return WEAK;
  const negated = names.includes('not');
  if (negated) return /^(toHaveBeenCalled|toBeCalled|called|toBeInTheDocument|exist)$/.test(last.name) ? EXACT : WEAK;
  const given = argumentsOf(last.call);
  const deep = names.includes('deep');
  switch (last.name) {
    case 'toBeCloseTo':
      return digits(given[1]);
    case 'closeTo':
    case 'approximately':
      return within(given[1]);
    case 'toBeGreaterThan':
    case 'above':
    case 'gt':
    case 'greaterThan':
      return limit('>', given[0]);
    case 'toBeGreaterThanOrEqual':
    case 'least':
    case 'gte':
      return limit('>=', given[0]);
    case 'toBeLessThan':
    case 'below':
    case 'lt':
    case 'lessThan':
      return limit('<', given[0]);
    case 'toBeLessThanOrEqual':
    case 'most':
    case 'lte':
      return limit('<=', given[0]);
    case 'toThrow':
    case 'toThrowError':
    case 'throw':
    case 'Throw':
    case 'throws':
    case 'rejectedWith':
      return thrownDemand(given);
    case 'toMatch':
    case 'match':
      return patterned('bounded', given[0]);
    default:
      return namedDemand(last, { isDeep: deep });
  }
}

/** What an assertion by its name asks for of its arguments: `strictEqual`, `toMatchObject`. */
export function namedDemand(link: Link, { isDeep = false }: { readonly isDeep?: boolean } = {}): Demand {
  const { name, call } = link;
  const given = argumentsOf(call);
  if (IDENTICAL.test(name) && !isDeep) return call !== undefined && mentionsAny(call) ? BOUNDED : strict(STRICT);
  if (EXACT_MATCHERS.test(name) || isDeep) {
    if (call !== undefined && mentionsAny(call)) return BOUNDED;
    // A number or a text has one shape only.
    return name === 'toEqual' && !isPrimitive(given[0]) ? strict(SHAPE) : name === 'toEqual' ? strict(STRICT) : EXACT;
  }
  if (BOUNDED_MATCHERS.test(name)) return BOUNDED;
  return WEAK_MATCHERS.test(name) ? WEAK : BOUNDED;
}

/** What functions of `assert` ask for; the loose ones compare without regard to types. */
export function assertDemand(name: string, call: SourceNode, { isLoose }: { readonly isLoose: boolean }): Demand {
  const given = argumentsOf(call);
  switch (name) {
    case '':
    case 'ok':
    case 'assert':
    case 'isTrue':
    case 'true':
      return given[0] === undefined ? WEAK : demandOf(given[0]);
    case 'equal':
    case 'deepEqual':
      if (constants(given)) return WEAK;
      return strict(isLoose ? LOOSE : STRICT);
    case 'strictEqual':
    case 'deepStrictEqual':
      return constants(given) ? WEAK : strict(STRICT);
    case 'throws':
    case 'rejects':
    case 'throwsAsync':
    case 'isRejected':
      return thrownDemand(given.slice(1).filter(({ type }) => type !== 'string' && type !== 'template_string'));
    case 'match':
      return patterned('bounded', given[1]);
    case 'closeTo':
    case 'approximately':
      return within(given[2]);
    case 'isAbove':
      return limit('>', given[1]);
    case 'isAtLeast':
      return limit('>=', given[1]);
    case 'isBelow':
      return limit('<', given[1]);
    case 'isAtMost':
      return limit('<=', given[1]);
    case 'fail':
      return BOUNDED;
    default:
      return /^(not|isNot|doesNot)[A-Z]/.test(name) ? WEAK : namedDemand({ name: plainName(name), call });
  }
}

/** `isNull`, `isEmpty` of chai's assert are what `null`, `empty` are of its chains. */
function plainName(name: string): string {
  return /^is[A-Z]/.test(name) ? name.charAt(2).toLowerCase() + name.slice(3) : name;
}

function constants([one, other]: readonly SourceNode[]): boolean {
  return one !== undefined && other !== undefined && isLiteral(one) && isLiteral(other);
}

function strict(tolerance: Tolerance): Demand {
  return { strength: 'exact', tolerances: [tolerance] };
}

function digits(node: SourceNode | undefined): Demand {
  const count = node === undefined ? 2 : numberOf(node);
  if (count === undefined) return BOUNDED;
  const text = node === undefined ? '2 digits' : `${canonicalText(node)} digits`;
  return { strength: 'bounded', tolerances: [{ name: 'digits', value: Number(`5e${-count - 1}`), text }] };
}

function within(node: SourceNode | undefined): Demand {
  const value = numberOf(node);
  if (node === undefined || value === undefined) return BOUNDED;
  return { strength: 'bounded', tolerances: [{ name: 'delta', value, text: canonicalText(node) }] };
}

function limit(operator: string, node: SourceNode | undefined): Demand {
  const value = numberOf(node);
  return node === undefined || value === undefined
    ? BOUNDED
    : bound(operator, 'it', { value, text: canonicalText(node) });
}

/** What is asked of an exception: nothing, its class, or what it says. */
function thrownDemand(given: readonly SourceNode[]): Demand {
  const [first, second] = given;
  const anything: Tolerance = { name: 'exceptions', value: 90, text: 'any error' };
  if (first === undefined) return { strength: 'weak', tolerances: [anything] };
  if (/^(string|template_string|regex|object)$/.test(first.type) || /^new_|^call_/.test(first.type))
    return patterned('exact', first);
  if (/function$/.test(first.type)) return BOUNDED;
  const name = canonicalText(first);
  const exceptions: Tolerance = {
    name: 'exceptions',
    value: lastPart(dottedName(first)) === 'Error' ? 90 : 1,
    text: name,
  };
  if (second !== undefined) {
    const said = patterned('exact', second);
    return { ...said, tolerances: [exceptions, ...said.tolerances] };
  }
  return { strength: exceptions.value === 90 ? 'weak' : 'bounded', tolerances: [exceptions] };
}

function patterned(strength: Demand['strength'], node: SourceNode | undefined): Demand {
  if (node === undefined) return BOUNDED;
  const text = node.type === 'string' ? plainText(node) : canonicalText(node).replace(/^\/|\/\w*$/g, '');
  const isAnything = /^\^?\.?[*+]?\$?$/.test(text);
  return { strength: isAnything ? 'bounded' : strength, tolerances: [{ name: 'match', value: 0, text }] };
}
