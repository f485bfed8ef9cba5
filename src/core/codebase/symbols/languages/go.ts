import type { SymbolTable } from '../symbolTable';

export const GO: SymbolTable = {
  query: `
(function_declaration name: (identifier) @name body: (block)? @body) @function
(method_declaration
  receiver: (parameter_list (parameter_declaration type: [
    (type_identifier) @owner
    (generic_type type: (type_identifier) @owner)
    (pointer_type (type_identifier) @owner)
    (pointer_type (generic_type type: (type_identifier) @owner))]))
  name: (field_identifier) @name body: (block)? @body) @method
(source_file (type_declaration (type_spec name: (type_identifier) @name type: (struct_type)) @class))
(source_file (type_declaration (type_spec name: (type_identifier) @name type: (interface_type)) @interface))
(source_file (type_declaration [(type_spec name: (type_identifier) @name) (type_alias name: (type_identifier) @name)] @type))
(source_file (type_declaration . (_ name: (type_identifier) @name) .) @wider)
(interface_type (method_elem name: (field_identifier) @name) @method)
(source_file (const_declaration (const_spec name: (identifier) @name value: (_)? @body) @constant))
(source_file (var_declaration (var_spec name: (identifier) @name value: (_)? @body) @constant))
(source_file (var_declaration (var_spec_list (var_spec name: (identifier) @name value: (_)? @body) @constant)))
(source_file (const_declaration . (_ name: (identifier) @name) .) @wider)
(source_file (var_declaration . (var_spec name: (identifier) @name) .) @wider)

(import_spec path: (_) @module)

(comment) @comment
`,
};
