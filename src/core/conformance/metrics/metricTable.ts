import type { AnyGrammar, SyntaxNode } from '../../codebase/syntaxTrees';

/** How the functions of a language are measured, by the types of its grammar's nodes. */
export interface MetricTable {
  /** Functions with a name; one without belongs to the function around it. */
  readonly functions: ReadonlySet<string>;
  /** Functions that have a name only where they are given one: as the value of these nodes, which have it in this field. */
  readonly nameless?: ReadonlySet<string>;
  readonly namers?: Readonly<Record<string, string>>;
  readonly classes: ReadonlySet<string>;
  /**
   * Each of these adds a path through a function: a token (`&&`), or one within certain nodes, the innermost first (`?<ternary_expression`).
   */
  readonly decisions: ReadonlySet<string>;
  /** Of them, those that are none after all. */
  readonly isNoDecision?: (token: SyntaxNode) => boolean;
  readonly nesting: ReadonlySet<string>;
  /** Among the parameters, what is none. */
  readonly isNoParameter?: (node: SyntaxNode, index: number) => boolean;
  /** How many parameters one node of them stands for; one when this is not told. */
  readonly parametersIn?: (node: SyntaxNode) => number;
  /** The name of the class that a function is a method of without being in it. */
  readonly classOf?: (method: SyntaxNode) => string | undefined;
}

const SCRIPT: MetricTable = {
  functions: words('function_declaration generator_function_declaration method_definition'),
  nameless: words('function_expression generator_function arrow_function'),
  namers: {
    variable_declarator: 'name',
    pair: 'key',
    public_field_definition: 'name',
    field_definition: 'property',
    assignment_expression: 'left',
  },
  classes: words('class_declaration class abstract_class_declaration'),
  decisions: words('if for while catch case && || ?? ?<ternary_expression'),
  nesting: words(
    'if_statement for_statement for_in_statement while_statement do_statement switch_statement try_statement',
  ),
  isNoParameter: (node) => /^this\s*:/.test(node.text),
};

/** Complexity is counted as radon does for Python, and as lizard does for the others. */
export const METRIC_TABLES: Readonly<Record<AnyGrammar, MetricTable>> = {
  python: {
    functions: words('function_definition'),
    classes: words('class_definition'),
    decisions: words(`
      if elif for while except except* and or assert case
      else<else_clause<for_statement else<else_clause<while_statement else<else_clause<try_statement
    `),
    isNoDecision: (token) =>
      (token.type === 'if' && token.parent?.parent?.type === 'case_clause') ||
      (token.type === 'case' && /^case\s+_\s*:/.test(token.parent?.text ?? '')),
    nesting: words('if_statement for_statement while_statement with_statement try_statement match_statement'),
    isNoParameter: (node, index) =>
      node.type.endsWith('_separator') || (index === 0 && /^(?:self|cls)\b/.test(node.text)),
  },
  javascript: SCRIPT,
  typescript: SCRIPT,
  tsx: SCRIPT,
  go: {
    functions: words('function_declaration method_declaration'),
    classes: new Set(),
    decisions: words('if for case && ||'),
    nesting: words('if_statement for_statement expression_switch_statement type_switch_statement select_statement'),
    parametersIn: (node) => Math.max(1, node.children.filter((each) => each?.type === 'identifier').length),
    classOf: (method) => /(\w+)\s*(?:\[[^\]]*\]\s*)?\)$/.exec(method.childForFieldName('receiver')?.text ?? '')?.[1],
  },
  rust: {
    functions: words('function_item'),
    classes: words('trait_item'),
    decisions: words('if for while && || =><match_arm ?<try_expression'),
    isNoDecision: (token) => token.type === '=>' && /^_\s*=>/.test(token.parent?.text ?? ''),
    nesting: words('if_expression for_expression while_expression loop_expression match_expression'),
    isNoParameter: (node) => node.type === 'self_parameter' || node.type === 'attribute_item',
    classOf: (method) => {
      const impl = method.parent?.parent;
      return impl?.type === 'impl_item' ? /^[\w:]+/.exec(impl.childForFieldName('type')?.text ?? '')?.[0] : undefined;
    },
  },
  java: {
    functions: words('method_declaration constructor_declaration compact_constructor_declaration'),
    classes: words('class_declaration interface_declaration enum_declaration record_declaration'),
    decisions: words('if for while catch case && || ?<ternary_expression'),
    nesting: words(`
      if_statement for_statement enhanced_for_statement while_statement do_statement switch_expression
      switch_statement try_statement try_with_resources_statement synchronized_statement
    `),
    isNoParameter: (node) => node.type === 'receiver_parameter',
  },
  'c-sharp': {
    functions: words('method_declaration constructor_declaration local_function_statement operator_declaration'),
    classes: words('class_declaration interface_declaration struct_declaration record_declaration'),
    decisions: words('if for foreach while catch case && || ?? ?<conditional_expression'),
    nesting: words(`
      if_statement for_statement foreach_statement while_statement do_statement switch_statement try_statement
      using_statement lock_statement
    `),
  },
  ruby: {
    functions: words('method singleton_method'),
    classes: words('class module'),
    decisions: words('if elsif unless until for while rescue when and or && || ?<conditional'),
    nesting: words('if unless while until for case begin'),
  },
  php: {
    functions: words('function_definition method_declaration'),
    classes: words('class_declaration interface_declaration trait_declaration enum_declaration'),
    decisions: words(
      'if elseif for foreach while catch case && || ?<conditional_expression =><match_conditional_expression',
    ),
    nesting: words(`
      if_statement for_statement foreach_statement while_statement do_statement switch_statement match_expression
      try_statement
    `),
  },
  cpp: {
    functions: words('function_definition'),
    classes: words('class_specifier struct_specifier'),
    decisions: words('if for while catch case && || ?<conditional_expression'),
    nesting: words(
      'if_statement for_statement for_range_loop while_statement do_statement switch_statement try_statement',
    ),
    isNoParameter: (node) => node.text === 'void',
  },
};

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
