import type { SyntaxNode } from '../../codebase/syntaxTrees';
import type { MetricTable } from './metricTable';

/** What a function or class is called; one that is given a name is called by that. */
export function nameOf(node: SyntaxNode, { namers }: MetricTable): string {
  const own = node.childForFieldName('name');
  if (own !== null) return own.text;
  const { parent } = node;
  const given = parent === null ? undefined : namers?.[parent.type];
  const named = given === undefined ? null : parent?.childForFieldName(given);
  return named?.text ?? declaratorOf(node)?.childForFieldName('declarator')?.text ?? node.type.replace(/_/g, ' ');
}

export function parametersOf(node: SyntaxNode, { isNoParameter, parametersIn }: MetricTable): number {
  if (node.childForFieldName('parameter') !== null) return 1;
  const list = node.childForFieldName('parameters') ?? declaratorOf(node)?.childForFieldName('parameters');
  const parameters = (list?.namedChildren ?? []).filter((each) => each !== null && !each.type.includes('comment'));
  return parameters
    .filter((each, index) => each !== null && isNoParameter?.(each, index) !== true)
    .reduce((sum, each) => sum + (each === null ? 0 : (parametersIn?.(each) ?? 1)), 0);
}

/** C++ has name and parameters in a declarator, inside of those for pointers and references. */
function declaratorOf(node: SyntaxNode): SyntaxNode | undefined {
  let declarator = node.childForFieldName('declarator');
  while (declarator !== null && declarator.type !== 'function_declarator') {
    declarator = declarator.childForFieldName('declarator') ?? declarator.namedChildren.at(-1) ?? null;
    if (declarator !== null && declarator.children.length === 0) return undefined;
  }
  return declarator ?? undefined;
}
