import type { ImportedModule, SymbolTable } from '../symbolTable';

export const PHP: SymbolTable = {
  query: `
(namespace_definition name: (namespace_name) @name body: (_)? @body) @module
(class_declaration name: (name) @name body: (declaration_list) @body) @class
(trait_declaration name: (name) @name body: (declaration_list) @body) @class
(enum_declaration name: (name) @name) @type
(interface_declaration name: (name) @name body: (declaration_list) @body) @interface
(function_definition name: (name) @name body: (compound_statement) @body) @function
(method_declaration name: (name) @name body: (compound_statement)? @body) @method
(const_declaration (const_element . (name) @name (_) @body)) @constant
(property_declaration (property_element name: (variable_name (name) @name) default_value: (_)? @body)) @constant

(namespace_use_declaration) @statement
(require_expression) @statement
(require_once_expression) @statement
(include_expression) @statement
(include_once_expression) @statement

(comment) @comment
(attribute_list) @mark
`,
  importsIn(statement) {
    const required = /^(?:require|include)(?:_once)?\b[^'"]*['"]([^'"]+)['"]/.exec(statement)?.[1];
    // Behind __DIR__ it begins with a slash, and means the file's own folder.
    if (required !== undefined) return [{ module: required.startsWith('/') ? `.${required}` : required, names: [] }];
    const used = /^use\s+(?:function\s+|const\s+)?([\s\S]*?);?$/.exec(statement)?.[1] ?? '';
    const [, prefix = '', group] = /^([^{]*)\{([^}]*)\}/.exec(used) ?? [];
    return (group ?? used).split(',').flatMap((part) => usedIn(prefix + part.trim()));
  },
};

/** `App\Models\User as U` */
function usedIn(text: string): readonly ImportedModule[] {
  const [module = ''] = text
    .replace(/^\\|\s+(?=\\)|(?<=\\)\s+/g, '')
    .trim()
    .split(/\s/);
  const name = module.split('\\').at(-1) ?? '';
  return name === '' ? [] : [{ module, names: [name] }];
}
