import { allOfType, lineOf } from '../codebase/syntaxSearch';
import type { SyntaxNode } from '../codebase/syntaxTrees';
import type { Workaround, WorkaroundKind } from './workaround';
import type { TestFacts } from './workaroundFacts';
import type { WorkaroundNames } from './workaroundNames';

/** One file of subject code that is being looked at. */
export interface WorkaroundScan {
  readonly file: string;
  readonly family: 'python' | 'script';
  readonly root: SyntaxNode;
  readonly names: WorkaroundNames;
  readonly facts: TestFacts;
  readonly testFiles: readonly string[];
}

export const FUNCTIONS = [
  ...['function_definition', 'lambda', 'function_declaration', 'function_expression', 'arrow_function'],
  ...['method_definition', 'generator_function', 'generator_function_declaration'],
];
const NAMED_FUNCTIONS = FUNCTIONS.filter((type) => type !== 'lambda');
const CALLS = ['call', 'call_expression'];
const STATEMENT_HOLDERS =
  /^(?:block|module|program|statement_block|switch_body|class_body|switch_case|switch_default)$/;

export function found(
  scan: WorkaroundScan,
  at: SyntaxNode,
  about: { readonly kind: WorkaroundKind; readonly weight: Workaround['weight']; readonly detail: string },
): Workaround {
  return { file: scan.file, line: lineOf(at), ...about };
}

export function callsIn(node: SyntaxNode): readonly SyntaxNode[] {
  return allOfType(node, ...CALLS);
}

/** The function around a node; undefined for what runs when the file is loaded. */
export function functionAround(node: SyntaxNode): SyntaxNode | undefined {
  for (let at = node.parent; at !== null; at = at.parent) if (FUNCTIONS.includes(at.type)) return at;
  return undefined;
}

/** The name of the nearest function around a node that has one. */
export function nameAround(node: SyntaxNode): string {
  for (let at = node.parent; at !== null; at = at.parent) {
    if (!NAMED_FUNCTIONS.includes(at.type)) continue;
    const holder = at.parent;
    const name =
      at.childForFieldName('name') ?? holder?.childForFieldName('name') ?? holder?.childForFieldName('key') ?? null;
    if (name !== null) return name.text;
  }
  return '';
}

/** The statement of which a node is part; for the condition of a compound one, the condition alone. */
export function statementAround(node: SyntaxNode): SyntaxNode {
  let at = node;
  while (at.parent !== null && !STATEMENT_HOLDERS.test(at.parent.type)) {
    if (/_statement$|_clause$/.test(at.parent.type) && isHead(at.parent, at)) return at;
    at = at.parent;
  }
  return at;
}

function isHead(statement: SyntaxNode, part: SyntaxNode): boolean {
  return (
    ['condition', 'value', 'subject', 'right'].some((field) => statement.childForFieldName(field)?.id === part.id) &&
    (statement.childForFieldName('body') ?? statement.childForFieldName('consequence')) !== null
  );
}

/** Whether a node runs only when the file is started as a program. */
export function isInMainGuard(node: SyntaxNode): boolean {
  for (let at: SyntaxNode | null = node; at !== null; at = at.parent) {
    const condition = at.type === 'if_statement' ? at.childForFieldName('condition') : null;
    if (condition !== null && /__name__|require\.main|import\.meta\.(?:main|url|filename)/.test(condition.text))
      return true;
  }
  return false;
}

/** Whether a node runs only when something is missing, as a stop-gap for older surroundings does. */
export function isStopGap(node: SyntaxNode): boolean {
  if (/^(?:augmented_assignment_expression)$/.test(node.type) && /^[^=]*(?:\|\||\?\?)=/.test(node.text)) return true;
  for (let at: SyntaxNode | null = node; at !== null; at = at.parent) {
    const condition = at.type === 'if_statement' ? at.childForFieldName('condition') : null;
    if (condition !== null && /^\(?\s*(?:!|not\b)|typeof\b|hasattr|===? *(?:undefined|null)/.test(condition.text))
      return true;
    if (/^(?:except_clause|catch_clause)$/.test(at.type)) return true;
  }
  return false;
}
