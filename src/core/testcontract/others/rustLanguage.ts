import { canonicalText } from '../canonicalText';
import type { Demand } from '../demand';
import { BOUNDED, bound, EXACT, WEAK } from '../demand';
import type { SourceNode } from '../sourceNode';
import { childOf, elementsOf, textOf } from '../sourceNode';
import type { Condition, Deed, PlainLanguage } from './plainBody';

const ASSERTING = /^(debug_)?assert\w*$|^prop_assert\w*$|^(panic|unreachable)$/;

/** How Rust tests say what they demand. */
export const RUST: PlainLanguage = {
  deedOf,
  compound: /^(if_expression|for_expression|while_expression|loop_expression|match_expression)$/,
  block: /^(block|match_block|else_clause)$/,
  ending: /^(return|break|continue)_expression$/,
  inner: /^(closure_expression|function_item)$/,
};

function deedOf(node: SourceNode, condition: Condition | undefined): Deed | undefined {
  if (node.type !== 'macro_invocation') return undefined;
  const [path] = node.children;
  const name = path === undefined ? '' : (textOf(path).split('::').at(-1) ?? '');
  if (!ASSERTING.test(name)) return undefined;
  if (name === 'panic' || name === 'unreachable')
    return {
      kind: 'assertion',
      demand: BOUNDED,
      ...(condition === undefined ? {} : { text: `${condition.text}: ${name}!` }),
    };
  return { kind: 'assertion', demand: demandOf(name, childOf(node, 'token_tree')) };
}

function demandOf(name: string, tree: SourceNode | undefined): Demand {
  if (/_ne$/.test(name)) return WEAK;
  if (/_eq$/.test(name) && !/relative|abs_diff|approx|ulps/.test(name)) return EXACT;
  const parts = argumentsOf(tree);
  if (/relative|abs_diff|approx|ulps|close/.test(name)) {
    const tolerances = parts.flatMap((part) => {
      const [key, , value] = part;
      const number = value === undefined ? Number.NaN : Number(textOf(value).replaceAll('_', ''));
      return key === undefined || !Number.isFinite(number)
        ? []
        : [{ name: textOf(key), value: number, text: part.map(textOf).join(' ') }];
    });
    return { strength: 'bounded', tolerances };
  }
  if (/snapshot|str_eq/.test(name)) return EXACT;
  const [condition = []] = parts;
  const at = condition.findIndex(({ type }) => /^(==|!=|<|<=|>|>=|&&|\|\|)$/.test(type));
  const operator = condition[at]?.type ?? '';
  if (operator === '==') return EXACT;
  if (operator === '!=') return WEAK;
  if (/^[<>]/.test(operator)) {
    const right = condition.slice(at + 1);
    const text = right.map((each) => canonicalText(each)).join('');
    const value = Number(text.replaceAll('_', ''));
    const subject = condition
      .slice(0, at)
      .map((each) => canonicalText(each))
      .join('');
    return Number.isFinite(value) ? bound(operator, subject, { value, text }) : BOUNDED;
  }
  const text = condition.map(textOf).join('');
  return /matches!|\.(contains|starts_with|ends_with|any)\(/.test(text) ? BOUNDED : WEAK;
}

/** The arguments of a macro: its tokens, split at the commas. */
function argumentsOf(tree: SourceNode | undefined): readonly (readonly SourceNode[])[] {
  const parts: SourceNode[][] = [[]];
  for (const child of tree?.children.slice(1, -1) ?? []) {
    if (child.type === ',') parts.push([]);
    else parts.at(-1)?.push(child);
  }
  return parts.filter((part) => part.length > 0 && elementsOf(tree).length > 0);
}
