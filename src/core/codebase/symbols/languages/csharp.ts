import type { SymbolTable } from '../symbolTable';

export const CSHARP: SymbolTable = {
  query: `
(namespace_declaration name: (_) @name body: (_) @body) @module
(file_scoped_namespace_declaration name: (_) @name) @module
(class_declaration name: (identifier) @name body: (_)? @body) @class
(struct_declaration name: (identifier) @name body: (_)? @body) @class
(record_declaration name: (identifier) @name body: (_)? @body) @class
(interface_declaration name: (identifier) @name body: (_)? @body) @interface
(enum_declaration name: (identifier) @name) @type
(delegate_declaration name: (identifier) @name) @type
(method_declaration name: (identifier) @name body: (_)? @body) @method
(constructor_declaration name: (identifier) @name body: (_)? @body) @method
(property_declaration name: (identifier) @name value: (_)? @body) @constant
(field_declaration (variable_declaration (variable_declarator name: (identifier) @name (_)? @body))) @constant
(event_field_declaration (variable_declaration (variable_declarator name: (identifier) @name))) @constant

(using_directive) @statement

(comment) @comment
`,
  importsIn(statement) {
    const [, module] = /^(?:global\s+)?using\s+(?:static\s+)?(?:\w+\s*=\s*)?([\w.]+)/.exec(statement) ?? [];
    return module === undefined ? [] : [{ module, names: [] }];
  },
};
