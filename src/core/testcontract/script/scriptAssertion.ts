import { BOUNDED, EXACT } from '../demand';
import type { CalledAssertion, Sight } from '../fileReading';
import { OTHER, together } from '../sight';
import type { SourceNode } from '../sourceNode';
import { assertDemand, matcherDemand, namedDemand } from './matcherDemand';
import type { Link } from './scriptChain';
import { chainOf } from './scriptChain';
import type { ScriptEnvironment } from './scriptEnvironment';
import { argumentsOf, bare } from './scriptNames';
import type { ScriptScope } from './scriptSight';

/** What an assertion is read with. */
export interface Reading {
  readonly environment: ScriptEnvironment;
  readonly scope: ScriptScope;
  /** Names of what the runner hands to a test: `t`. */
  readonly contexts: ReadonlySet<string>;
}

const CONTEXT_ASSERTIONS =
  /^(is|not|deepEqual|like|unlike|truthy|falsy|true|false|throws|throwsAsync|notThrows|notThrowsAsync|regex|notRegex|snapshot|pass|fail|equal|same|strictSame|ok|notOk|match|error|rejects|has|hasStrict|hasProp|equals|strictEqual|deepStrictEqual|notEqual|notSame|type)$/;
const ON_CALLS = /called|calls?$|callCount|returned/i;
const QUESTIONS = /^(getBy|getAllBy|findBy|findAllBy)[A-Z]/;

/** The assertion that an expression makes; undefined when it makes none. */
export function assertionOf(expression: SourceNode, reading: Reading): CalledAssertion | undefined {
  const type = bare(expression)?.type;
  if (type !== 'call_expression' && type !== 'member_expression') return undefined;
  const links = chainOf(expression);
  const [root, ...rest] = links;
  if (root === undefined) return undefined;
  return expectation(root, rest, reading) ?? asserted(root, rest, reading) ?? other(links, reading);
}

/** Whether a statement that only asks for an element of a page fails when it is not there. */
export function asksForElement(expression: SourceNode): boolean {
  const last = chainOf(expression).at(-1);
  return last?.call !== undefined && QUESTIONS.test(last.name);
}

/** `expect(x).not.toBe(3)`, `x.should.equal(3)`, `should(x).be.true`. */
function expectation(root: Link, rest: readonly Link[], reading: Reading): CalledAssertion | undefined {
  const { environment, scope } = reading;
  const links = root.name === 'chai' ? rest : [root, ...rest];
  const [first, ...more] = links;
  const should = links.findIndex(({ name }) => name === 'should');
  if (should !== -1) {
    const after = links.slice(should + 1);
    const asked = after.length > 0 ? matcherDemand(after) : BOUNDED;
    return after.length === 0 && links[should]?.call === undefined ? undefined : { demand: asked, sight: OTHER };
  }
  if (
    first === undefined ||
    !(environment.expects.has(first.name) || /^expect(TypeOf|Type|Observable|Async)$/.test(first.name))
  )
    return undefined;
  const [mode] = more;
  if (first.call === undefined) {
    if (mode?.name === 'fail' || mode?.name === 'unreachable') return { demand: BOUNDED, sight: OTHER };
    if (mode?.call === undefined || !/^(soft|poll|element)$/.test(mode.name)) return undefined;
  }
  const matchers = first.call === undefined ? more.slice(1) : more;
  const last = matchers.at(-1);
  if (last === undefined || (last.call === undefined && /^to[A-Z]/.test(last.name))) return undefined;
  const subject = look(argumentsOf(first.call ?? mode?.call), scope);
  const sight = ON_CALLS.test(last.name) ? subject : together([subject, look(argumentsOf(last.call), scope)]);
  return { demand: matcherDemand(matchers), sight };
}

/** `assert.equal(a, b)`, `strictEqual(a, b)`, `t.is(a, b)`, `sinon.assert.calledOnce(spy)`. */
function asserted(root: Link, rest: readonly Link[], reading: Reading): CalledAssertion | undefined {
  const { environment, scope, contexts } = reading;
  const links = root.name === 'chai' ? rest : [root, ...rest];
  const [first, ...more] = links;
  const last = links.at(-1);
  if (first === undefined || last?.call === undefined) return undefined;
  const single = more.length === 0 ? environment.assertions.get(first.name) : undefined;
  const whole = environment.asserts.get(first.name);
  const given = argumentsOf(last.call);
  const sight = () => look(given, scope);
  if (single !== undefined) return { demand: assertDemand(single.name, last.call, single), sight: sight() };
  if (whole !== undefined) {
    const isLoose = whole.isLoose && !more.some(({ name }) => name === 'strict');
    return { demand: assertDemand(more.length === 0 ? '' : last.name, last.call, { isLoose }), sight: sight() };
  }
  const [second] = more;
  if (second?.name === 'assert' && more.length > 1) {
    const isSpy = !contexts.has(first.name);
    const demand = isSpy ? namedDemand(last) : assertDemand(last.name, last.call, { isLoose: false });
    return { demand, sight: isSpy ? look(given.slice(0, 1), scope) : sight() };
  }
  if (!contexts.has(first.name) || more.length !== 1 || !CONTEXT_ASSERTIONS.test(last.name)) return undefined;
  return { demand: assertDemand(last.name, last.call, { isLoose: false }), sight: sight() };
}

/** Checks of other libraries, and calls that are named like assertions. */
function other(links: readonly Link[], { scope }: Reading): CalledAssertion | undefined {
  const [root, ...rest] = links;
  const last = links.at(-1);
  if (root === undefined || last?.call === undefined) return undefined;
  if (root.name === 'fc' && last.name === 'assert') return { demand: BOUNDED, sight: OTHER };
  if (rest.length > 0 && last.name === 'expect') return { demand: EXACT, sight: OTHER };
  if (root.call !== undefined && root.name === 'verify')
    return { demand: BOUNDED, sight: look(argumentsOf(root.call), scope) };
  if (rest.length === 1 && root.name === 'td' && last.name === 'verify')
    return { demand: BOUNDED, sight: look(argumentsOf(last.call), scope) };
  if (rest.length > 0 || !/^(fail|(assert|expect)[A-Z_]\w*)$/.test(root.name)) return undefined;
  return { demand: BOUNDED, sight: look(argumentsOf(root.call), scope), calls: root.name };
}

function look(nodes: readonly SourceNode[], scope: ScriptScope): Sight {
  return together(nodes.map((node) => scope.look(node)));
}
