import type { Demand } from '../demand';
import { BOUNDED, EXACT, WEAK } from '../demand';
import type { CalledAssertion } from '../fileReading';
import { OTHER, together } from '../sight';
import type { SourceNode } from '../sourceNode';
import { childOf, childrenOf } from '../sourceNode';
import { demandOf, given, mentionsAny } from './pythonDemand';
import { exceptionDemand } from './pythonExceptions';
import { argumentsOf, dottedName, lastPart } from './pythonNames';
import type { PythonScope } from './pythonSight';

const RAISES = /^(raises|assertRaises|assert_raises|RaisesGroup|assertWarns|warns)$/;
const RAISES_TEXT = /^(assertRaises(Regex|Regexp|Message)|assertWarnsRegex|assert_raises_regex)$/;
const WATCHES = /^(deprecated_call|assertLogs|assertNoLogs|assertNumQueries|assertTemplateUsed|assertWarnsMessage)$/;

const EXACT_METHODS =
  /^assert(Equals?|Is|IsNone|(List|Dict|Set|Tuple|Sequence|MultiLine|JSON|XML|HTML|Queryset|QuerySet)Equal)$/;
const BOUNDED_METHODS =
  /^assert(In|NotIn|Greater|GreaterEqual|Less|LessEqual|Regex|Regexpmatches|CountEqual|ItemsEqual|DictContainsSubset|StartsWith|EndsWith|Contains|Redirects)$/;
const WEAK_METHODS = /^assert(IsNotNone|NotEquals?|IsNot|IsInstance|NotIsInstance|NotRegex|HasAttr|IsSubclass)$/;

const MOCK_DEMANDS: Readonly<Record<string, Demand>> = {
  assert_called_once_with: EXACT,
  assert_awaited_once_with: EXACT,
  assert_called_with: EXACT,
  assert_awaited_with: EXACT,
  assert_not_called: EXACT,
  assert_not_awaited: EXACT,
  assert_has_calls: BOUNDED,
  assert_has_awaits: BOUNDED,
  assert_any_call: BOUNDED,
  assert_any_await: BOUNDED,
  assert_called_once: BOUNDED,
  assert_awaited_once: BOUNDED,
  assert_called: WEAK,
  assert_awaited: WEAK,
};

/** The assertion that a call makes; undefined when it makes none. */
export function assertionOfCall(call: SourceNode, scope: PythonScope): CalledAssertion | undefined {
  const callee = call.children[0];
  const name = dottedName(callee);
  const last = lastPart(name) || lastPart(dottedName(childOf(callee, 'identifier')));
  const { positional, named } = argumentsOf(call);
  const onArguments = () => together([...positional, ...named.values()].map((each) => scope.look(each)));
  const byMock = MOCK_DEMANDS[last];
  if (byMock !== undefined) {
    const demand = byMock === EXACT && mentionsAny(call) ? BOUNDED : byMock;
    return { demand, sight: scope.look(callee?.children[0]) };
  }
  if (isExceptionCheck(last) && positional.length > (RAISES_TEXT.test(last) ? 2 : 1))
    return { demand: exceptionCheck(call, last), sight: onArguments() };
  if (name === 'pytest.fail' || name === 'self.fail' || name === 'fail') return { demand: BOUNDED, sight: OTHER };
  const byMethod = methodDemand(last, call);
  if (byMethod !== undefined) return { demand: byMethod, sight: onArguments(), ...asHelper(name) };
  if (/^_?assert[A-Z_]/.test(last)) return { demand: byName(last, call), sight: onArguments(), ...asHelper(name) };
  return chainAssertion(call, scope);
}

/** The assertion that a `with` statement makes of what happens in it: an exception, a warning, a log line. */
export function assertionOfWith(statement: SourceNode, scope: PythonScope): CalledAssertion | undefined {
  for (const item of childrenOf(childOf(statement, 'with_clause'), 'with_item')) {
    const [value] = item.children;
    const call = value?.type === 'as_pattern' ? value.children[0] : value;
    if (call?.type !== 'call') continue;
    const last = lastPart(dottedName(call.children[0]));
    if (!isExceptionCheck(last) && !WATCHES.test(last)) continue;
    const demand = WATCHES.test(last) ? BOUNDED : exceptionCheck(call, last);
    return { demand, sight: scope.look(childOf(statement, 'block')) };
  }
  return undefined;
}

function isExceptionCheck(name: string): boolean {
  return RAISES.test(name) || RAISES_TEXT.test(name);
}

function exceptionCheck(call: SourceNode, name: string): Demand {
  const { positional, named } = argumentsOf(call);
  const classes = positional[0] ?? named.get('expected_exception') ?? named.get('expected_warning');
  const match =
    named.get('match') ?? (RAISES_TEXT.test(name) ? (positional[1] ?? named.get('expected_regex')) : undefined);
  return exceptionDemand(classes, match);
}

/** What the methods of `unittest.TestCase` ask for. */
function methodDemand(name: string, call: SourceNode): Demand | undefined {
  const { positional, named } = argumentsOf(call);
  if (name === 'assertTrue') return positional[0] === undefined ? WEAK : demandOf(positional[0]);
  if (name === 'assertFalse') return WEAK;
  if (/^assertAlmostEquals?$/.test(name)) {
    const delta = named.get('delta') ?? positional[4];
    if (delta !== undefined) return { strength: 'bounded', tolerances: [{ name: 'delta', ...given(delta, 0) }] };
    return decimals(named.get('places') ?? positional[2], 7);
  }
  if (EXACT_METHODS.test(name)) return mentionsAny(call) ? BOUNDED : EXACT;
  if (BOUNDED_METHODS.test(name)) return BOUNDED;
  return WEAK_METHODS.test(name) || name === 'assertNotAlmostEqual' ? WEAK : undefined;
}

/** What an assertion function of a library asks for, as its name tells. */
function byName(name: string, call: SourceNode): Demand {
  const { named } = argumentsOf(call);
  if (/almost_equal/i.test(name)) return decimals(named.get('decimal'), 7);
  if (/close/i.test(name)) {
    const tolerances = [
      { name: 'rel', ...given(named.get('rtol') ?? named.get('rel_tol'), 1e-7) },
      { name: 'abs', ...given(named.get('atol') ?? named.get('abs_tol'), 0) },
    ];
    return { strength: 'bounded', tolerances };
  }
  if (/not_|Not[A-Z]/.test(name)) return WEAK;
  return /(equal|same|identical|equals)$/i.test(name) ? EXACT : BOUNDED;
}

function decimals(node: SourceNode | undefined, usual: number): Demand {
  const { value, text } = given(node, usual);
  return {
    strength: 'bounded',
    tolerances: [{ name: 'places', value: Number(`5e${-value - 1}`), text: `${text} places` }],
  };
}

function asHelper(name: string | undefined): { readonly calls?: string } {
  return name === undefined ? {} : { calls: name };
}

/** `expect(x).to_equal(3)`, `assert_that(x).is_equal_to(3)`, `x.should.equal(3)`. */
function chainAssertion(call: SourceNode, scope: PythonScope): CalledAssertion | undefined {
  let root: SourceNode = call;
  const parts: string[] = [];
  for (let next = root.children[0]; next !== undefined; next = root.children[0]) {
    if (root.type === 'attribute') parts.push(lastPart(dottedName(root)) || lastOf(root));
    if (root.type !== 'call' && root.type !== 'attribute') break;
    root = next;
    if (root.type === 'call' && /^(expect|assert_that|assertThat)$/.test(dottedName(root.children[0]) ?? '')) break;
  }
  const isExpectation = root.type === 'call' && parts.length > 0;
  if (!isExpectation && !parts.includes('should')) return undefined;
  const text = parts.join(' ');
  const demand = /\bnot(_|\b)/.test(text) ? WEAK : /equal|\bbe\b/.test(text) ? EXACT : BOUNDED;
  return { demand, sight: scope.look(root) };
}

function lastOf(attribute: SourceNode): string {
  const last = attribute.children.at(-1);
  return last === undefined ? '' : last.source.slice(last.start, last.end);
}
