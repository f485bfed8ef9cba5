import type { SymbolTable } from '../symbolTable';

/** C is read with the grammar of C++ too. */
export const CPP: SymbolTable = {
  query: `
(class_specifier name: (_) @name body: (field_declaration_list) @body) @class
(struct_specifier name: (_) @name body: (field_declaration_list)) @class
(union_specifier name: (_) @name body: (field_declaration_list)) @class
(enum_specifier name: (_) @name body: (_)) @type
(alias_declaration name: (type_identifier) @name) @type
(type_definition declarator: (type_identifier) @name) @type
(function_definition declarator: (function_declarator declarator: [(identifier) (field_identifier)] @name)
  body: (_) @body) @function
(function_definition declarator: (_ (function_declarator declarator: [(identifier) (field_identifier)] @name))
  body: (_) @body) @function
(function_definition declarator: (function_declarator declarator: (qualified_identifier
  scope: [(namespace_identifier) @owner (template_type name: (_) @owner)] name: (_) @name)) body: (_) @body) @function
(function_definition declarator: (_ (function_declarator declarator: (qualified_identifier
  scope: [(namespace_identifier) @owner (template_type name: (_) @owner)] name: (_) @name))) body: (_) @body) @function
(translation_unit (declaration declarator: (function_declarator declarator: (identifier) @name)) @function)
(translation_unit (declaration declarator: (_ (function_declarator declarator: (identifier) @name))) @function)
(declaration_list (declaration declarator: (function_declarator declarator: (identifier) @name)) @function)
(declaration_list (declaration declarator: (_ (function_declarator declarator: (identifier) @name))) @function)
(preproc_ifdef (declaration declarator: (function_declarator declarator: (identifier) @name)) @function)
(preproc_ifdef (declaration declarator: (_ (function_declarator declarator: (identifier) @name))) @function)
(field_declaration_list (declaration declarator: (function_declarator declarator: (identifier) @name)) @method)
(field_declaration_list (field_declaration declarator: (function_declarator declarator: (field_identifier) @name)) @method)
(field_declaration_list (field_declaration declarator: (_ (function_declarator declarator: (field_identifier) @name))) @method)
(template_declaration (class_specifier name: (_) @name)) @wider
(template_declaration (function_definition declarator: (function_declarator declarator: (identifier) @name))) @wider
(translation_unit (declaration declarator: (init_declarator declarator: (identifier) @name value: (_) @body)) @constant)
(declaration_list (declaration declarator: (init_declarator declarator: (identifier) @name value: (_) @body)) @constant)
(preproc_function_def name: (identifier) @name value: (_)? @body) @function

(preproc_include path: [(string_literal) (system_lib_string)] @module)

(comment) @comment
`,
};
