import { canonicalText } from './canonicalText';
import type { SourceNode } from './sourceNode';
import { childOf, elementsOf, textOf } from './sourceNode';

export type LiteralRole = 'input' | 'expected';

export interface RoleReading {
  readonly literals: readonly { readonly literal: string; readonly line: number; readonly role: LiteralRole }[];
  /** How names are used that something else fills. */
  readonly roles: ReadonlyMap<string, ReadonlySet<LiteralRole>>;
  /** The names of the test's parameters, in their order. */
  readonly parameters: readonly string[];
}

const CALLS =
  /^(call|call_expression|new_expression|method_invocation|invocation_expression|object_creation_expression|macro_invocation)$/;
const COMPARISONS = /^(comparison_operator|binary_expression|binary_operator)$/;
const COMPARING = /^([=!]==?|[<>]=?|in|is)$/;
/** Calls whose arguments are what is expected. */
const ASSERTING =
  /^(await )?(expect|chai|require|assert\w*!?|Assert\w*|Assertions|assertThat|should|verify|self\.assert\w*|self\.fail\w*|pytest\.approx|approx|Decimal|np\.testing|numpy\.testing|t\.(assert|is|deepEqual|equal|same|truthy|like|match)|sinon\.assert|strictEqual|deepStrictEqual|deepEqual|equal)\b|\.(should|Should|assert_\w+|assert[A-Z]\w*)\b/;
const CHECKING = /^(self\.)?_?(check|expect|verify|should|ensure)\w+$/;
/** What they are given are titles, patterns and messages. */
const SAYING =
  /(^|\.)(skip|Skip|Log|Logf|Run|Error|Errorf|Fatal|Fatalf|raises|warns|mark|fail|print|log|patch|setattr|mock|test|it|describe)$/;
const SCALARS =
  /^(integer|float|string|number|true|false|none|null|int_literal|float_literal|interpreted_string_literal|raw_string_literal|string_literal|integer_literal|boolean_literal|decimal_integer_literal|decimal_floating_point_literal|real_literal|char_literal|character_literal|concatenated_string|nil|null_literal)$/;
const HOLDERS =
  /^(list|tuple|set|dictionary|pair|array|object|unary_operator|unary_expression|parenthesized_expression|literal_value|literal_element|keyed_element|array_expression|tuple_expression|prefix_unary_expression)$/;
const ASSIGNMENTS = /^(assignment|variable_declarator|short_var_declaration|let_declaration|assignment_expression)$/;

/** Finds the literals of a test, and whether each goes in or is expected to come out. */
export function readRoles(test: SourceNode, root: SourceNode): RoleReading {
  const reader = new RoleReader();
  for (const child of bodyOf(test)) reader.walk(child, undefined);
  reader.fill(constantsOf(root));
  return { literals: reader.literals, roles: reader.roles, parameters: parametersIn(test) };
}

class RoleReader {
  readonly literals: { literal: string; line: number; role: LiteralRole }[] = [];
  readonly roles = new Map<string, Set<LiteralRole>>();
  /** Names of the test that are given a literal. */
  private readonly named = new Map<string, SourceNode[]>();

  walk(node: SourceNode, role: LiteralRole | 'both' | undefined): void {
    const { type, children } = node;
    if (isLiteral(node)) this.emit(node, role);
    else if (type === 'identifier' || type === 'shorthand_property_identifier') this.use(textOf(node), role);
    else if (CALLS.test(type)) this.walkCall(node);
    else if (COMPARISONS.test(type) && children.some((child) => COMPARING.test(child.type))) {
      for (const child of elementsOf(node)) this.walk(child, 'expected');
    } else if (ASSIGNMENTS.test(type)) this.walkAssignment(node);
    else if (/subscript|index_expression|element_access/.test(type)) {
      for (const child of children.slice(0, 1)) this.walk(child, role);
    } else if (type === 'keyword_argument' || type === 'pair' || type === 'keyed_element') {
      for (const child of children.slice(-1)) this.walk(child, role);
    } else
      for (const child of children) this.walk(child, /statement|block|declaration|body/.test(type) ? undefined : role);
  }

  /** Gives what is known of names their roles: constants of the file, and names of the test itself. */
  fill(constants: ReadonlyMap<string, SourceNode>): void {
    for (const [name, roles] of this.roles) {
      const own = this.named.get(name) ?? [];
      const constant = own.length === 0 ? constants.get(name) : undefined;
      for (const value of constant === undefined ? own : [constant]) {
        for (const role of roles) this.emit(value, role);
      }
    }
  }

  private walkCall(node: SourceNode): void {
    const given = childOf(node, 'argument_list', 'arguments', 'token_tree');
    const callee = node.children.filter((child) => child !== given);
    const name = callee.map((child) => textOf(child)).join('');
    for (const child of callee) this.walk(child, undefined);
    if (given === undefined) return;
    if (SAYING.test(name)) {
      for (const child of elementsOf(given)) if (!isLiteral(child)) this.walk(child, undefined);
      return;
    }
    const role = CHECKING.test(name) ? 'both' : ASSERTING.test(name) ? 'expected' : 'input';
    this.walkGiven(given, role);
  }

  /** In a macro the arguments of the calls within are not marked as such. */
  private walkGiven(given: SourceNode, role: LiteralRole | 'both'): void {
    let before: SourceNode | undefined;
    for (const child of given.children) {
      if (child.type === 'token_tree') this.walkGiven(child, before?.type === 'identifier' ? 'input' : role);
      else this.walk(child, role);
      before = child;
    }
  }

  private walkAssignment(node: SourceNode): void {
    const [target] = node.type === 'let_declaration' ? elementsOf(node).slice(1) : node.children;
    const value = node.children.findLast((child) => child.type !== ';');
    const [name, literal] = [single(target), single(value)];
    if (name?.type === 'identifier' && literal !== undefined && isLiteral(literal)) {
      this.named.set(textOf(name), [...(this.named.get(textOf(name)) ?? []), literal]);
    } else if (value !== undefined) this.walk(value, undefined);
  }

  private use(name: string, role: LiteralRole | 'both' | undefined): void {
    if (role === undefined) return;
    const roles = this.roles.get(name) ?? new Set();
    for (const each of role === 'both' ? (['input', 'expected'] as const) : [role]) roles.add(each);
    this.roles.set(name, roles);
  }

  private emit(node: SourceNode, role: LiteralRole | 'both' | undefined): void {
    if (role === undefined) return;
    const at = { literal: canonicalText(node), line: node.line };
    for (const each of role === 'both' ? (['input', 'expected'] as const) : [role])
      this.literals.push({ ...at, role: each });
  }
}

/** Go puts every value into a list of expressions. */
function single(node: SourceNode | undefined): SourceNode | undefined {
  return node?.type === 'expression_list' && elementsOf(node).length === 1 ? elementsOf(node)[0] : node;
}

function isLiteral(node: SourceNode): boolean {
  if (SCALARS.test(node.type))
    return node.children.length === 0 || /^(concatenated_string|.*_literal)$/.test(node.type);
  if (node.type === 'template_string') return childOf(node, 'template_substitution') === undefined;
  if (!HOLDERS.test(node.type)) return false;
  return elementsOf(node).every((child) => isLiteral(child) || child.type === 'property_identifier');
}

/** What a test does: the body of its function, or of the function that is handed to the runner. */
function bodyOf(test: SourceNode): readonly SourceNode[] {
  const function_ = functionOf(test);
  const body = function_?.children.at(-1);
  return body === undefined ? [] : [body];
}

function functionOf(test: SourceNode): SourceNode | undefined {
  if (!CALLS.test(test.type)) return test;
  return elementsOf(childOf(test, 'arguments', 'argument_list')).find(({ type }) => /function|func_literal/.test(type));
}

function parametersIn(test: SourceNode): readonly string[] {
  const list = childOf(functionOf(test), 'parameters', 'formal_parameters', 'parameter_list');
  return elementsOf(list).flatMap((parameter) => {
    const name = parameter.type === 'identifier' ? parameter : childOf(parameter, 'identifier');
    return name === undefined || textOf(name) === 'self' ? [] : [textOf(name)];
  });
}

/** The constants of a file that are literals. */
function constantsOf(root: SourceNode): ReadonlyMap<string, SourceNode> {
  const constants = new Map<string, SourceNode>();
  for (const statement of elementsOf(root)) {
    const inner = statement.type === 'export_statement' ? (elementsOf(statement).at(-1) ?? statement) : statement;
    for (const each of [inner, ...inner.children]) {
      if (!ASSIGNMENTS.test(each.type) && !/^(const_spec|var_spec)$/.test(each.type)) continue;
      const [name, value] = [single(each.children[0]), single(each.children.at(-1))];
      if (name?.type === 'identifier' && value !== undefined && isLiteral(value)) constants.set(textOf(name), value);
    }
  }
  return constants;
}
