import type { SymbolTable } from '../symbolTable';

export const JAVA: SymbolTable = {
  query: `
(class_declaration name: (identifier) @name body: (class_body) @body) @class
(record_declaration name: (identifier) @name body: (class_body) @body) @class
(enum_declaration name: (identifier) @name body: (enum_body) @body) @class
(interface_declaration name: (identifier) @name body: (interface_body) @body) @interface
(annotation_type_declaration name: (identifier) @name body: (_) @body) @interface
(method_declaration name: (identifier) @name body: (block)? @body) @method
(constructor_declaration name: (identifier) @name body: (constructor_body) @body) @method
(field_declaration declarator: (variable_declarator name: (identifier) @name value: (_)? @body)) @constant
(constant_declaration declarator: (variable_declarator name: (identifier) @name value: (_)? @body)) @constant
(enum_constant name: (identifier) @name body: (_)? @body) @constant

(import_declaration) @statement

(block_comment) @comment
(line_comment) @comment
`,
  importsIn(statement) {
    const [, isStatic, path = ''] = /^import\s+(static\s+)?([\w.\s*]+)/.exec(statement) ?? [];
    const parts = path.replace(/\s/g, '').split('.');
    // A static import names a member behind the class.
    const member = isStatic === undefined ? undefined : parts.pop();
    const names = [parts.at(-1), member].filter((name) => name !== undefined && name !== '*' && name !== '');
    return [{ module: parts.join('.'), names: names as string[] }];
  },
};
