import { canonicalText } from '../canonicalText';
import type { Demand } from '../demand';
import { BOUNDED, bound, EXACT, eitherOf, isWeaker, WEAK } from '../demand';
import type { SourceNode } from '../sourceNode';
import { childOf, elementsOf, textOf } from '../sourceNode';
import type { Condition, Deed, PlainLanguage } from './plainBody';

const FAILING = /\.(Error|Errorf|Fatal|Fatalf|Fail|FailNow)$/;
const SKIPPING = /\.(Skip|Skipf|SkipNow)$/;
const LIBRARY = /^(assert|require|is|qt|autogold|snaps)\.\w+$|\.Require\(\)\.\w+$|\.Assert\(\)\.\w+$/;
const EXACT_NAMES =
  /^(Equal|Exactly|JSONEq|YAMLEq|Len|Nil|NoError|Empty|Zero|EqualError|PanicsWithValue|PanicsWithError|FileExists|Same|HTTPStatusCode|MatchSnapshot|DeepEqual)f?$/;
const WEAK_NAMES =
  /^(False|Error|NotNil|NotEmpty|NotZero|NotEqual|NotSame|Panics|NotPanics|IsType|Implements|NotContains)f?$/;

const SUITE_NAMES =
  /^(Equal|NotEqual|Exactly|JSONEq|YAMLEq|Len|Nil|NotNil|NoError|Error|ErrorIs|ErrorAs|ErrorContains|EqualError|Empty|NotEmpty|Zero|NotZero|True|False|Contains|NotContains|ElementsMatch|Subset|InDelta|InEpsilon|Greater|GreaterOrEqual|Less|LessOrEqual|Regexp|Panics\w*|Eventually|Fail|FailNow|IsType|Implements|Same)f?$/;

/** How Go tests say what they demand. `suite`: the name of the suite that a method belongs to, which asserts by its methods. */
export function goLanguage(suite?: string): PlainLanguage {
  return { ...GO, deedOf: (node, condition) => deedOf(node, condition, suite) };
}

const GO: Omit<PlainLanguage, 'deedOf'> = {
  compound: /^(if_statement|for_statement|expression_switch_statement|type_switch_statement|select_statement)$/,
  block: /^(block|expression_case|default_case|type_case|communication_case)$/,
  ending: /^(return|break|continue)_statement$/,
  inner: /^func_literal$/,
};

function goName(node: SourceNode | undefined): string {
  if (node === undefined) return '';
  return node.type === 'identifier' || node.type === 'selector_expression' ? canonicalText(node) : '';
}

export function goArguments(call: SourceNode): readonly SourceNode[] {
  return elementsOf(childOf(call, 'argument_list'));
}

function isSubtest(call: SourceNode): boolean {
  return /\.Run$/.test(goName(call.children[0])) && goArguments(call)[1]?.type === 'func_literal';
}

function deedOf(node: SourceNode, condition: Condition | undefined, suite: string | undefined): Deed | undefined {
  if (node.type !== 'call_expression') return undefined;
  const name = goName(node.children[0]);
  if (isSubtest(node)) return { kind: 'test' };
  if (SKIPPING.test(name)) return { kind: 'skip' };
  const last = name.slice(name.lastIndexOf('.') + 1);
  if (suite !== undefined && name === `${suite}.${last}` && SUITE_NAMES.test(last))
    return { kind: 'assertion', demand: libraryDemand(last, [node, ...goArguments(node)]) };
  if (FAILING.test(name) && !LIBRARY.test(name)) {
    const call = name.replace(/f$/, '');
    if (condition === undefined) return { kind: 'assertion', demand: BOUNDED };
    return { kind: 'assertion', demand: refusedDemand(condition.node), text: `${condition.text}: ${call}` };
  }
  if (LIBRARY.test(name)) return { kind: 'assertion', demand: libraryDemand(last, goArguments(node)) };
  const isHelper = /^(assert|require|check|expect)[A-Z]\w*$/.test(name);
  return isHelper && /^(assert|require)/.test(name) ? { kind: 'assertion', demand: BOUNDED, calls: name } : undefined;
}

/** What is asked for by failing under a condition: its contrary. */
function refusedDemand(node: SourceNode): Demand {
  if (node.type === 'parenthesized_expression') return refusedDemand(elementsOf(node)[0] ?? node);
  if (node.type === 'unary_expression' && node.children[0]?.type === '!') return heldDemand(node.children[1]);
  const [left, sign, right] = node.children;
  if (node.type !== 'binary_expression' || left === undefined || sign === undefined || right === undefined) return WEAK;
  if (sign.type === '||') {
    const [one, other] = [refusedDemand(left), refusedDemand(right)];
    return isWeaker(one.strength, other.strength) ? other : one;
  }
  if (sign.type === '&&') return eitherOf(refusedDemand(left), refusedDemand(right));
  if (sign.type === '!=') return EXACT;
  if (sign.type === '==') return WEAK;
  const kept: Readonly<Record<string, string>> = { '<': '>=', '<=': '>', '>': '<=', '>=': '<' };
  const operator = kept[sign.type];
  const value = numberOf(right);
  if (operator === undefined) return WEAK;
  return value === undefined ? BOUNDED : bound(operator, canonicalText(left), { value, text: canonicalText(right) });
}

function heldDemand(node: SourceNode | undefined): Demand {
  const name = node?.type === 'call_expression' ? goName(node.children[0]) : '';
  if (/(^|\.)(DeepEqual|Equal|EqualFold)$/.test(name)) return EXACT;
  return /(^|\.)(Contains|HasPrefix|HasSuffix|MatchString|Is|As)$/.test(name) ? BOUNDED : WEAK;
}

function libraryDemand(name: string, given: readonly SourceNode[]): Demand {
  const number = (at: number, tolerance: string): Demand => {
    const node = given[at];
    const value = numberOf(node);
    if (node === undefined || value === undefined) return BOUNDED;
    return { strength: 'bounded', tolerances: [{ name: tolerance, value, text: canonicalText(node) }] };
  };
  if (/^InDelta/.test(name)) return number(3, 'delta');
  if (/^InEpsilon/.test(name)) return number(3, 'rel');
  if (/^Truef?$/.test(name)) return given[1] === undefined ? WEAK : heldCondition(given[1]);
  if (/^(Greater|Less)/.test(name)) return BOUNDED;
  if (EXACT_NAMES.test(name)) return EXACT;
  return WEAK_NAMES.test(name) ? WEAK : BOUNDED;
}

function heldCondition(node: SourceNode): Demand {
  const [, sign] = node.children;
  if (node.type !== 'binary_expression') return heldDemand(node);
  if (sign?.type === '==') return EXACT;
  return /^[<>]/.test(sign?.type ?? '') ? BOUNDED : WEAK;
}

function numberOf(node: SourceNode | undefined): number | undefined {
  if (node === undefined) return undefined;
  const value = Number(
    textOf(node)
      .replaceAll('_', '')
      .replace(/^\((.*)\)$/, '$1'),
  );
  return Number.isFinite(value) ? value : undefined;
}
