import { canonicalString } from './canonicalString';
import { joinTokens } from './joinTokens';
import type { SourceNode } from './sourceNode';
import { elementsOf, textOf } from './sourceNode';

/** Stands in the place of what is left out; nobody writes it. */
export const LEFT_OUT = '⁂';

const CONTAINERS = new Set(
  `module block program statement_block class_body switch_body statement_list source_file declaration_list
  compilation_unit interface_body enum_body constructor_body`.split(/\s+/),
);
const WITHOUT_BRACES = new Set(['module', 'program', 'source_file', 'compilation_unit', 'statement_list']);
/** Here brackets round a single expression group nothing. */
const ROOMY = new Set(
  `assert_statement assignment return_statement if_statement elif_clause while_statement argument_list keyword_argument
  list set pair parenthesized_expression expression_statement arguments variable_declarator array throw_statement
  assignment_expression arrow_function await with_item for_statement`.split(/\s+/),
);
/** A list of one with a comma is something else than the one. */
const ONE_AND_COMMA = new Set([
  'tuple',
  'tuple_expression',
  'tuple_type',
  'tuple_pattern',
  'subscript',
  'token_tree',
  'expression_list',
  'pattern_list',
]);

/**
 * Source in a form in which comments, free white space, line breaks in brackets, quote marks, free semicolons, the comma after the
 * last of a list and brackets that group nothing do not count. Statements stand on lines of their own, what texts say is kept. Nodes
 * of `leftOut` are only marked.
 */
export function canonicalText(node: SourceNode, leftOut: ReadonlySet<SourceNode> = new Set()): string {
  const tokens: string[] = [];
  write(node, undefined, { tokens, leftOut });
  return joinTokens(tokens);
}

interface Writing {
  readonly tokens: string[];
  readonly leftOut: ReadonlySet<SourceNode>;
}

function write(node: SourceNode, parent: SourceNode | undefined, writing: Writing): void {
  const { tokens, leftOut } = writing;
  const { type, children } = node;
  if (leftOut.has(node)) tokens.push(LEFT_OUT);
  else if (type === 'string' || type === 'template_string')
    tokens.push(canonicalString(node, (inner) => canonicalText(inner, leftOut)));
  else if (type === 'jsx_text') tokens.push(textOf(node).replace(/\s+/g, (space) => (space.includes('\n') ? '' : ' ')));
  else if (children.length === 0 || type === 'format_specifier') tokens.push(textOf(node).trim());
  else if (type === 'empty_statement') tokens.push(';');
  else if (type === 'macro_invocation') writeMacro(node, writing);
  else if (type === 'keyword_argument' || isSigned(node))
    tokens.push(children.map((child) => canonicalText(child, leftOut)).join(''));
  else if (CONTAINERS.has(type)) writeStatements(node, writing);
  else if (type === 'parenthesized_expression' && groupsNothing(node, parent)) {
    for (const inner of elementsOf(node)) write(inner, node, writing);
  } else if (type === 'arrow_function' && children.some((child, at) => isBareParameter(child, children[at + 1]))) {
    for (const [at, child] of children.entries()) {
      const isBare = isBareParameter(child, children[at + 1]);
      if (isBare) tokens.push('(');
      write(child, node, writing);
      if (isBare) tokens.push(')');
    }
  } else {
    const dropped = freeComma(node);
    for (const [at, child] of children.entries()) {
      if (at !== dropped && !(child.type === ';' && at === children.length - 1)) write(child, node, writing);
    }
  }
}

/** `assert_eq!(a, b)`: the sign belongs to the name. */
function writeMacro(node: SourceNode, writing: Writing): void {
  const [name, , ...rest] = node.children;
  writing.tokens.push(`${name === undefined ? '' : textOf(name)}!`);
  for (const child of rest) write(child, node, writing);
}

function writeStatements(node: SourceNode, writing: Writing): void {
  const { tokens } = writing;
  const isPython = node.type === 'module' || (node.type === 'block' && node.children[0]?.type !== '{');
  const isBraced = !WITHOUT_BRACES.has(node.type);
  if (isBraced) tokens.push('{', '\n');
  for (const child of node.children) {
    if (child.type === '{' || child.type === '}' || child.type === ';' || child.type === 'empty_statement') continue;
    if (isPython && isDocumentation(child)) continue;
    write(child, node, writing);
    tokens.push('\n');
  }
  if (isBraced) tokens.push('}');
}

/** A sign before a value stands close to it. */
function isSigned({ type, children }: SourceNode): boolean {
  return type.startsWith('unary_') && children.length === 2 && /^[-+!~]$/.test(children[0]?.type ?? '');
}

/** A statement that is only a text. */
function isDocumentation(statement: SourceNode): boolean {
  const [only, ...more] = statement.children;
  return statement.type === 'expression_statement' && more.length === 0 && /string$/.test(only?.type ?? '');
}

function groupsNothing(node: SourceNode, parent: SourceNode | undefined): boolean {
  if (parent === undefined || !ROOMY.has(parent.type)) return false;
  const inner = elementsOf(node)[0]?.type ?? '';
  // Where the head of a statement does not end with a colon, its brackets are never free.
  const isScript = /^(if|while|for)_/.test(parent.type) && !parent.children.some((child) => child.type === ':');
  return !isScript && !/^(object|sequence_expression|yield|named_expression)$/.test(inner);
}

function isBareParameter(child: SourceNode, next: SourceNode | undefined): boolean {
  return child.type === 'identifier' && next?.type === '=>';
}

/** The place of a comma before the end of a list that changes nothing. */
function freeComma(node: SourceNode): number {
  const { children, type } = node;
  const at = children.length - 2;
  const last = children[at + 1]?.type ?? '';
  if (children[at]?.type !== ',' || children[at - 1]?.type === ',' || !/^[)\]}>]$/.test(last)) return -1;
  const inside = elementsOf(node).length - (type === 'subscript' ? 1 : 0);
  return ONE_AND_COMMA.has(type) && inside < 2 ? -1 : at;
}
