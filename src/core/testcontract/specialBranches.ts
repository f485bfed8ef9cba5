import { allOfType, fieldText, partsOf } from '../codebase/syntaxSearch';
import type { SyntaxNode } from '../codebase/syntaxTrees';
import type { CaseGroup, SpecialCase } from './specialCase';
import type { LiteralValue } from './workaroundLiteral';
import { readLiteral, spellings } from './workaroundLiteral';
import { unwrapped } from './workaroundNames';
import { functionAround } from './workaroundScan';

/** The cases of each function: `if x == 4: return 'IV'`, also as a conditional expression, `match` or `switch`. */
export function specialBranches(root: SyntaxNode): readonly CaseGroup[] {
  const groups = new Map<number, { readonly at: SyntaxNode; readonly cases: SpecialCase[] }>();
  for (const found of [...conditions(root), ...arms(root)]) {
    const at = functionAround(found.at) ?? root;
    const group = groups.get(at.id) ?? { at, cases: [] };
    groups.set(at.id, group);
    group.cases.push(found);
  }
  return [...groups.values()].map(({ at, cases }) => ({ kind: 'branches', at, cases }));
}

function conditions(root: SyntaxNode): readonly SpecialCase[] {
  return allOfType(root, 'if_statement', 'elif_clause', 'conditional_expression', 'ternary_expression').flatMap(
    (node) => {
      const isPython = node.type === 'conditional_expression';
      const [first, second] = partsOf(node);
      const condition = isPython ? second : node.childForFieldName('condition');
      const consequence = isPython ? first : node.childForFieldName('consequence');
      if (condition == null || consequence == null) return [];
      const inputs = comparedWith(condition);
      const outputs = /_expression$/.test(node.type) ? literals(consequence) : answersIn(consequence);
      return inputs.length === 0 ? [] : outputs.map((output) => ({ at: node, inputs, output }));
    },
  );
}

function arms(root: SyntaxNode): readonly SpecialCase[] {
  const match = allOfType(root, 'case_clause').flatMap((clause) => {
    const inputs = partsOf(clause)
      .filter(({ type }) => type === 'case_pattern')
      .flatMap((pattern) => pattern.text.split('|'))
      .flatMap((text) => readLiteral(text) ?? [])
      .flatMap(spellings);
    const body = clause.childForFieldName('consequence');
    return inputs.length === 0 || body === null
      ? []
      : answersIn(body).map((output) => ({ at: clause, inputs, output }));
  });
  return [...match, ...allOfType(root, 'switch_body').flatMap(switchArms)];
}

function switchArms(body: SyntaxNode): readonly SpecialCase[] {
  let inputs: readonly LiteralValue[] = [];
  return partsOf(body).flatMap((arm) => {
    inputs = [...inputs, ...literals(arm.childForFieldName('value')).flatMap(spellings)];
    // An arm without statements falls through to the next one.
    if (partsOf(arm).length < 2 && arm.type === 'switch_case') return [];
    const own = inputs;
    inputs = [];
    return own.length === 0 ? [] : answersIn(arm).map((output) => ({ at: arm, inputs: own, output }));
  });
}

/** Every literal that a condition asks something to be equal to. */
function comparedWith(condition: SyntaxNode): readonly LiteralValue[] {
  const parts = allOfType(condition, 'comparison_operator', 'binary_expression', 'call', 'call_expression');
  return parts.flatMap((node) => {
    if (node.type === 'comparison_operator') return operandsOf(node, /^(?:==|is|in)$/);
    if (node.type === 'binary_expression') return operandsOf(node, /^===?$/);
    return equalityCall(node);
  });
}

function operandsOf(node: SyntaxNode, wanted: RegExp): readonly LiteralValue[] {
  const signs = node.children.filter((child) => child !== null && wanted.test(child.text));
  if (signs.length === 0) return [];
  const values = partsOf(node).map((part) => readLiteral(unwrapped(part)?.text ?? ''));
  // Two literals beside each other compare nothing.
  const known = values.filter((value) => value !== undefined);
  if (known.length === values.length) return [];
  const isMember = signs.some((sign) => sign?.text === 'in');
  return known
    .flatMap((value) => (isMember && Array.isArray(value) ? (value as LiteralValue[]) : [value]))
    .flatMap(spellings);
}

/** `Object.is(n, 4)`, `isDeepStrictEqual(items, [1, 2])`, `[4, 9].includes(n)`. */
function equalityCall(call: SyntaxNode): readonly LiteralValue[] {
  const callee = call.childForFieldName('function');
  const name = callee?.text.split('.').at(-1) ?? '';
  if (/^(?:is|isEqual|equals|isDeepStrictEqual|deepEqual|eq|__eq__)$/.test(name)) {
    return partsOf(call.childForFieldName('arguments')).flatMap(literals).flatMap(spellings);
  }
  if (!/^(?:includes|has|__contains__)$/.test(name)) return [];
  const list = readLiteral((callee?.childForFieldName('object')?.text ?? '').replace(/^new Set\((.*)\)$/s, '$1'));
  return Array.isArray(list) ? (list as LiteralValue[]) : [];
}

/** The literals that a piece of code answers with. */
function answersIn(body: SyntaxNode): readonly LiteralValue[] {
  const deeds = /^(?:return_statement|assignment|assignment_expression|yield|yield_expression)$/.test(body.type)
    ? [body]
    : allOfType(body, 'return_statement', 'assignment', 'assignment_expression', 'yield', 'yield_expression').filter(
        (deed) => !isNested(deed, body),
      );
  return deeds.flatMap((deed) =>
    literals(deed.childForFieldName('right') ?? (fieldText(deed, 'left') === '' ? (partsOf(deed)[0] ?? null) : null)),
  );
}

/** What stands under a condition of its own is an answer of that one. */
function isNested(deed: SyntaxNode, body: SyntaxNode): boolean {
  for (let at = deed.parent; at !== null && at.id !== body.id; at = at.parent) {
    if (/^(?:if_statement|match_statement|switch_statement)$|function|lambda/.test(at.type)) return true;
  }
  return false;
}

function literals(node: SyntaxNode | null): readonly LiteralValue[] {
  const value = readLiteral(unwrapped(node)?.text ?? '');
  return value === undefined ? [] : [value];
}
