import { canonicalText } from '../canonicalText';
import type { Demand } from '../demand';
import { BOUNDED, bound, EXACT, WEAK } from '../demand';
import type { SourceNode } from '../sourceNode';
import { childOf, childrenOf, elementsOf, textOf } from '../sourceNode';
import type { Tolerance } from '../testContract';
import type { Condition, Deed, PlainLanguage } from './plainBody';

const CALLS = /^(method_invocation|invocation_expression)$/;
const ASSERT_CLASS =
  /^(Assert|Assertions|Assume|Assumptions|Truth|CollectionAssert|StringAssert|ClassicAssert|Xunit\.Assert)\./;
const CHAIN_ROOTS =
  /^(assertThat|assertThatThrownBy|assertThatExceptionOfType|assertThatCode|then|expect|verify|Verify|Expect)$/;
const SKIPS = /^(assume\w*|Assume\.\w+|Assumptions\.\w+|Assert\.(Ignore|Inconclusive|Skip\w*)|Skip\.\w+)$/;
const EXACT_NAMES =
  /^(assert)?(Equals?|AreEqual|ArrayEquals|IterableEquals|LinesMatch|Null|IsNull|Same|AreSame|Empty|IsEmpty|StrictEqual|Single|isEqualTo|isSameAs|isNull|isTrue|isFalse|isEmpty|hasSize|containsExactly|isZero|equalTo|is|hasMessage|Be|BeNull|BeTrue|BeFalse|HaveCount|BeEquivalentTo|BeEmpty|EqualTo|hasValue)$/;
const WEAK_NAMES =
  /^(assert)?(NotNull|NotEquals?|NotSame|AreNotEqual|AreNotSame|IsNotNull|NotEmpty|InstanceOf|IsInstanceOfType|IsType|IsAssignableFrom|isNotNull|isNotEqualTo|isNotEmpty|isInstanceOf|isPresent|DoesNotThrow|notNullValue|NotBeNull|NotBe|NotBeEmpty|BeOfType|False|IsFalse|isNotZero|isNotBlank|doesNotThrowAnyException)$/;
const BROAD = /\b(Exception|Throwable|RuntimeException|Error)\b(\.class|>|\))/;

/** How tests in Java and C# say what they demand. */
export const CLASSES: PlainLanguage = {
  deedOf,
  compound:
    /^(if_statement|for_statement|enhanced_for_statement|foreach_statement|while_statement|do_statement|try_statement|switch_statement|switch_expression)$/,
  block: /^(block|switch_block|switch_body|expression_statement|catch_clause|finally_clause)$/,
  ending: /^(return|break|continue)_statement$/,
  inner: /^lambda_expression$/,
};

/** `Assert.Equal`, `assertThat`; of a chain the dotted names that lead to the call. */
function calledName(call: SourceNode): string {
  const list = call.children.findIndex(({ type }) => type === 'argument_list');
  const callee = call.children.slice(0, list);
  const name = callee
    .map((part) => textOf(part))
    .join('')
    .replace(/\s+/g, '');
  return name.endsWith('>') ? name.slice(0, name.indexOf('<', name.lastIndexOf(')') + 1)) : name;
}

function argumentsOf(call: SourceNode): readonly SourceNode[] {
  return elementsOf(childOf(call, 'argument_list')).map((each) =>
    each.type === 'argument' ? (each.children.at(-1) ?? each) : each,
  );
}

function deedOf(node: SourceNode, condition: Condition | undefined): Deed | undefined {
  if (node.type === 'assert_statement') return { kind: 'assertion', demand: conditionDemand(node.children[1]) };
  if (node.type === 'throw_statement' && /AssertionError|AssertionFailed/.test(textOf(node)))
    return {
      kind: 'assertion',
      demand: BOUNDED,
      ...(condition === undefined ? {} : { text: `${condition.text}: throw` }),
    };
  if (!CALLS.test(node.type)) return undefined;
  const name = calledName(node);
  if (SKIPS.test(name)) return { kind: 'skip' };
  const last = name.slice(name.lastIndexOf('.') + 1);
  const chain = chainOf(node);
  if (CHAIN_ROOTS.test(chain[0] ?? '') && chain.length > 1)
    return { kind: 'assertion', demand: chainDemand(chain, node) };
  const should = chain.indexOf('Should');
  if (should !== -1 && should < chain.length - 1) return { kind: 'assertion', demand: chainDemand(chain, node) };
  if (/\.(Verify\w*|Received|DidNotReceive)$/.test(name)) return { kind: 'assertion', demand: BOUNDED };
  if (/^assertThat$/.test(last)) return { kind: 'assertion', demand: matcherDemand(node) };
  if (ASSERT_CLASS.test(name) || /^(assert[A-Z]\w*|fail)$/.test(name)) {
    const isFree = !name.includes('.');
    return { kind: 'assertion', demand: namedDemand(last, node), ...(isFree ? { calls: name } : {}) };
  }
  return undefined;
}

/** The names of the calls of a chain from its root. */
function chainOf(call: SourceNode): readonly string[] {
  const names: string[] = [];
  let node: SourceNode | undefined = call;
  while (node !== undefined && CALLS.test(node.type)) {
    const callee: SourceNode | undefined = node.children[0];
    const name = calledName(node);
    names.push(name.slice(name.lastIndexOf('.') + 1));
    node = callee?.type === 'member_access_expression' ? callee.children[0] : callee;
  }
  return names.reverse();
}

function chainDemand(chain: readonly string[], call: SourceNode): Demand {
  const text = canonicalText(call);
  const asked = chain
    .slice(1)
    .filter((name) => !/^(as|describedAs|withFailMessage|usingRecursiveComparison|And|Which)$/.test(name));
  if (/Thrown|Throw|ExceptionOfType/.test(text)) return thrownDemand(text);
  if (/^(verify|Verify)$/.test(chain[0] ?? '')) return BOUNDED;
  if (/\b(within|offset|byLessThan|withPercentage|BeApproximately)\b/.test(text)) return closeDemand(call);
  if (asked.some((name) => EXACT_NAMES.test(name))) return EXACT;
  return asked.every((name) => WEAK_NAMES.test(name)) ? WEAK : BOUNDED;
}

/** `assertThat(a, is(3))`, `Assert.That(a, Is.EqualTo(3))`. */
function matcherDemand(call: SourceNode): Demand {
  const [subject, matcher] = argumentsOf(call);
  if (matcher === undefined) return subject === undefined ? WEAK : conditionDemand(subject);
  const text = textOf(matcher);
  if (/\b(closeTo|Within)\b/.test(text)) return closeDemand(matcher);
  if (/\b(not|Not|notNullValue|instanceOf|anything)\b/.test(text)) return WEAK;
  return /\b(is|equalTo|EqualTo|sameInstance|nullValue|Null|True|False|Empty)\b/.test(text) ? EXACT : BOUNDED;
}

function namedDemand(name: string, call: SourceNode): Demand {
  const given = argumentsOf(call);
  const text = canonicalText(call);
  if (/Throws|ThrowsExactly|ThrowsAny/.test(name)) return thrownDemand(text);
  if (name === 'That') return matcherDemand(call);
  if (name === 'fail' || name === 'Fail') return BOUNDED;
  if (/^(assertTrue|True|IsTrue)$/.test(name)) {
    const condition = given.find(({ type }) => !/string_literal$/.test(type));
    return condition === undefined ? WEAK : conditionDemand(condition);
  }
  if (/^assertFalse$/.test(name)) return WEAK;
  if (/^assertTimeout/.test(name))
    return {
      strength: 'bounded',
      tolerances: numbersIn(text)
        .slice(0, 1)
        .map((value) => ({ name: 'timeout', value, text: String(value) })),
    };
  if (/^(assert)?(Equals|AreEqual|Equal|ArrayEquals)$/.test(name)) {
    const delta = given[2];
    const value = delta === undefined ? undefined : numberOf(delta);
    if (delta !== undefined && value !== undefined)
      return {
        strength: 'bounded',
        tolerances: [
          {
            name: name === 'Equal' ? 'places' : 'delta',
            value: name === 'Equal' ? Number(`5e${-value - 1}`) : value,
            text: canonicalText(delta),
          },
        ],
      };
  }
  if (EXACT_NAMES.test(name)) return EXACT;
  return WEAK_NAMES.test(name) ? WEAK : BOUNDED;
}

function conditionDemand(node: SourceNode | undefined): Demand {
  const [left, sign, right] = node?.children ?? [];
  if (node?.type === 'parenthesized_expression') return conditionDemand(sign);
  if (node !== undefined && CALLS.test(node.type))
    return /\.(equals|Equals|SequenceEqual)$/.test(calledName(node))
      ? EXACT
      : /\.([cC]ontains|[sS]tartsWith|[eE]ndsWith|matches)$/.test(calledName(node))
        ? BOUNDED
        : WEAK;
  if (node?.type !== 'binary_expression' || left === undefined || right === undefined) return WEAK;
  if (sign?.type === '==') return EXACT;
  if (!/^[<>]=?$/.test(sign?.type ?? '')) return sign?.type === '&&' ? BOUNDED : WEAK;
  const value = numberOf(right);
  return value === undefined
    ? BOUNDED
    : bound(sign?.type ?? '', canonicalText(left), { value, text: canonicalText(right) });
}

function thrownDemand(written: string): Demand {
  const text = written.replace(/ ?([<>]) ?/g, '$1');
  const said = /\b(hasMessage\w*|withMessage\w*|WithMessage)\("((?:[^"\\]|\\.)*)"/.exec(text)?.[2];
  const isBroad = BROAD.test(text);
  const exceptions: Tolerance = {
    name: 'exceptions',
    value: isBroad ? 90 : 1,
    text: /\b\w+\b(?=\.class|>\()/.exec(text)?.[0] ?? 'any exception',
  };
  if (said !== undefined)
    return { strength: 'exact', tolerances: [exceptions, { name: 'match', value: 0, text: said }] };
  return { strength: isBroad ? 'weak' : 'bounded', tolerances: [exceptions] };
}

function closeDemand(node: SourceNode): Demand {
  const value = numbersIn(canonicalText(node)).at(-1);
  return value === undefined
    ? BOUNDED
    : { strength: 'bounded', tolerances: [{ name: 'delta', value, text: String(value) }] };
}

function numbersIn(text: string): readonly number[] {
  return [...text.matchAll(/(?<![\w.])\d[\d_]*(?:\.\d+)?(?:[eE]-?\d+)?/g)].map(([number]) =>
    Number(number.replaceAll('_', '')),
  );
}

function numberOf(node: SourceNode): number | undefined {
  if (!/literal$/.test(node.type) || /string|character/.test(node.type)) return undefined;
  const value = Number(
    textOf(node)
      .replaceAll('_', '')
      .replace(/[dDfFlLmM]$/, ''),
  );
  return Number.isFinite(value) ? value : undefined;
}

/** The annotations or attributes of a declaration. */
export function annotationsOf(
  declaration: SourceNode,
): readonly { readonly name: string; readonly node: SourceNode }[] {
  const marked = [
    ...childrenOf(childOf(declaration, 'modifiers'), 'annotation', 'marker_annotation'),
    ...childrenOf(declaration, 'attribute_list').flatMap((list) => childrenOf(list, 'attribute')),
  ];
  return marked.map((node) => {
    const name = childOf(node, 'identifier', 'scoped_identifier', 'qualified_name');
    return { name: name === undefined ? '' : (textOf(name).split('.').at(-1) ?? '').replace(/Attribute$/, ''), node };
  });
}
