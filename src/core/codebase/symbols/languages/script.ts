import type { SymbolTable, TakenModule } from '../symbolTable';

/** What JavaScript's grammar knows too. */
const JAVASCRIPT_QUERY = `
(function_declaration name: (identifier) @name body: (statement_block) @body) @function
(generator_function_declaration name: (identifier) @name body: (statement_block) @body) @function
(method_definition name: (_) @name body: (statement_block) @body) @method
(export_statement declaration: (_ name: (_) @name)) @wider
(export_statement declaration: (_ (variable_declarator name: (identifier) @name))) @wider
(program [(lexical_declaration (variable_declarator name: (identifier) @name value: (_)? @body))
          (variable_declaration (variable_declarator name: (identifier) @name value: (_)? @body))] @constant)
(program (export_statement
  declaration: (lexical_declaration (variable_declarator name: (identifier) @name value: (_)? @body)) @constant))
(program [(lexical_declaration (variable_declarator name: (identifier) @name value: (arrow_function body: (_) @body)))
          (lexical_declaration (variable_declarator name: (identifier) @name value: (function_expression body: (_) @body)))
          (variable_declaration (variable_declarator name: (identifier) @name value: (function_expression body: (_) @body)))
         ] @function)
(program (export_statement declaration: (lexical_declaration
  (variable_declarator name: (identifier) @name value: (arrow_function body: (_) @body))) @function))
(program (export_statement declaration: (lexical_declaration
  (variable_declarator name: (identifier) @name value: (function_expression body: (_) @body))) @function))
(program (expression_statement (assignment_expression
  left: (member_expression property: (property_identifier) @name)
  right: [(function_expression body: (_) @body) (arrow_function body: (_) @body)])) @function)
(program (expression_statement (assignment_expression
  left: (member_expression property: (property_identifier) @name) right: (class !name body: (_) @body))) @class)
(program (expression_statement (assignment_expression
  left: (member_expression) right: (class name: (_) @name body: (_) @body))) @class)

(import_statement source: (string) @module) @import
(import_statement (import_clause (identifier) @taken @known)) @import
(import_statement (import_clause (namespace_import (identifier) @known))) @import
(import_statement (import_clause (named_imports (import_specifier name: (_) @taken @known !alias)))) @import
(import_statement (import_clause (named_imports (import_specifier name: (_) @taken alias: (_) @known)))) @import
(export_statement source: (string) @module) @import
(export_statement (export_clause (export_specifier name: (_) @taken)) source: (string)) @import
(export_statement !source (export_clause (export_specifier name: (_) @listed)))
(call_expression function: (identifier) @_called arguments: (arguments . (string) @module) (#eq? @_called "require"))
(call_expression function: (import) arguments: (arguments . (string) @module))
(call_expression function: (member_expression object: (identifier) @_mocker property: (property_identifier) @_called)
  arguments: (arguments . (string) @module) (#any-of? @_mocker "jest" "vi" "require") (#match? @_called "^resolve$|[mM]ock$"))

(comment) @comment
`;

const HANDS_ON = /^(?:export\s*(?:type\s*)?[*{]|(?:module\.)?exports\b[^=(]*=\s*require\b)/;

function handsOn({ statement, known }: TakenModule, { listed }: { readonly listed: ReadonlySet<string> }): boolean {
  return HANDS_ON.test(statement) || known.some((name) => listed.has(name));
}

export const JAVASCRIPT: SymbolTable = {
  query: `${JAVASCRIPT_QUERY}
(class_declaration name: (identifier) @name body: (class_body) @body) @class
(field_definition property: (_) @name value: (_)? @body) @constant
`,
  handsOn,
};

export const TYPESCRIPT: SymbolTable = {
  query: `${JAVASCRIPT_QUERY}
(class_declaration name: (type_identifier) @name body: (class_body) @body) @class
(abstract_class_declaration name: (type_identifier) @name body: (class_body) @body) @class
(interface_declaration name: (type_identifier) @name) @interface
(type_alias_declaration name: (type_identifier) @name) @type
(enum_declaration name: (identifier) @name) @type
(function_signature name: (identifier) @name) @function
(abstract_method_signature name: (_) @name) @method
(method_signature name: (_) @name) @method
(public_field_definition name: (_) @name value: (_)? @body) @constant
(internal_module name: (_) @name body: (statement_block) @body) @module
`,
  handsOn,
};
