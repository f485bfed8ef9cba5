import type { SyntaxNode } from '../../codebase/syntaxTrees';

/** A stretch of whole lines of a source that is one statement or definition, with the comments right above it. */
export interface Part {
  /** What it is known by: its name for a definition, else its own text. */
  readonly key: string;
  readonly isNamed: boolean;
  /** Where the comments and attributes above it begin; equal to `from` when there are none. From 0. */
  readonly lead: number;
  readonly from: number;
  /** Behind its last line. */
  readonly to: number;
  /** What is in its body, when that is a list of definitions. */
  readonly parts: readonly Part[] | undefined;
}

const LISTS = /class|interface|impl_item|trait|module|mod_item|namespace|object_declaration|struct|enum|record/;
const ASIDE = /comment|attribute_item|^attribute$|annotation|^hash_bang_line$|^php_tag$|^decorator$/;
const LONGEST_NAME = 300;
/** Namespaces, classes and groups of tests within each other. */
const DEEPEST = 6;

/** The parts of a source, in their order; undefined when two of them share a line. */
export function partsOfSource(root: SyntaxNode): readonly Part[] | undefined {
  return partsIn(root, DEEPEST);
}

function partsIn(container: SyntaxNode, depth: number): readonly Part[] | undefined {
  const parts: Part[] = [];
  let lead: number | undefined;
  let reached = -1;
  for (const node of container.namedChildren.filter((child) => child !== null)) {
    const from = node.startPosition.row;
    const to = endOf(node);
    if (ASIDE.test(node.type)) {
      lead = lead !== undefined && from === reached ? lead : from;
      reached = Math.max(reached, to);
      continue;
    }
    const previous = parts.at(-1);
    if (previous !== undefined && from < previous.to) return undefined;
    const name = nameOf(node);
    parts.push({
      key: name ?? node.text.trim(),
      isNamed: name !== undefined,
      lead: lead !== undefined && reached === from && lead >= (previous?.to ?? 0) ? lead : from,
      from,
      to,
      parts: depth === 0 ? undefined : bodyParts(node, depth - 1),
    });
    lead = undefined;
    reached = to;
  }
  return parts;
}

/** The row behind the last one; some grammars end a statement at the start of the next line. */
function endOf({ startPosition, endPosition }: SyntaxNode): number {
  return endPosition.column === 0 && endPosition.row > startPosition.row ? endPosition.row : endPosition.row + 1;
}

function bodyParts(node: SyntaxNode, depth: number): readonly Part[] | undefined {
  const inner = unwrapped(node);
  const body = LISTS.test(inner.type) ? inner.childForFieldName('body') : callbackBody(inner);
  if (body === null || body === undefined) return undefined;
  // On the line of its own bracket a part cannot be told from what holds it.
  const parts = partsIn(body, depth);
  return parts?.some(({ from }) => from === inner.startPosition.row) === true ? undefined : parts;
}

function nameOf(node: SyntaxNode): string | undefined {
  const inner = unwrapped(node);
  const name = callName(inner) ?? plainName(inner);
  return name === undefined || name.length > LONGEST_NAME ? undefined : name;
}

function plainName(node: SyntaxNode): string | undefined {
  const field = (name: string): string | undefined => node.childForFieldName(name)?.text;
  switch (node.type) {
    case 'import_from_statement':
      return `import ${field('module_name')}`;
    case 'import_statement':
      return field('source') === undefined ? undefined : `import ${field('source')}`;
    case 'impl_item':
    case 'namespace_definition':
      return node.text.split('{', 1)[0]?.trim();
    case 'function_definition':
      return field('name') ?? field('declarator');
    case 'method_declaration':
      return [/\*?\s*(\w+)[^\w]*$/.exec(field('receiver') ?? '')?.[1], field('name')].filter(Boolean).join('.');
    case 'assignment':
      return field('left');
    case 'lexical_declaration':
    case 'variable_declaration':
    case 'const_declaration':
    case 'var_declaration': {
      const [only, second] = node.namedChildren.filter((child) => child?.childForFieldName('name'));
      return second === undefined ? only?.childForFieldName('name')?.text : undefined;
    }
    default:
      return field('name');
  }
}

/** `describe('cart', ...)`: a test or a group of tests is known by its words. */
function callName(node: SyntaxNode): string | undefined {
  if (node.type !== 'call_expression' || callbackBody(node) === undefined) return undefined;
  const title = argumentsOf(node)[0];
  if (title === undefined || !/string/.test(title.type)) return undefined;
  return `${node.childForFieldName('function')?.text} ${title.text}`;
}

function callbackBody(node: SyntaxNode): SyntaxNode | undefined {
  if (node.type !== 'call_expression') return undefined;
  const callback = argumentsOf(node).at(-1);
  if (callback === undefined || !/^(?:arrow_function|function_expression)$/.test(callback.type)) return undefined;
  const body = callback.childForFieldName('body');
  return body?.type === 'statement_block' ? body : undefined;
}

function argumentsOf(call: SyntaxNode): readonly SyntaxNode[] {
  return (call.childForFieldName('arguments')?.namedChildren ?? []).filter((child) => child !== null);
}

function unwrapped(node: SyntaxNode): SyntaxNode {
  switch (node.type) {
    case 'decorated_definition':
      return node.childForFieldName('definition') ?? node;
    case 'export_statement':
      return node.childForFieldName('declaration') ?? node;
    case 'expression_statement': {
      const [only, second] = node.namedChildren;
      return only !== undefined && only !== null && second === undefined ? unwrapped(only) : node;
    }
    case 'await_expression':
      return node.namedChildren[0] ?? node;
    default:
      return node;
  }
}
