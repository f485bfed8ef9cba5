import type { SymbolTable } from '../symbolTable';

export const PYTHON: SymbolTable = {
  query: `
(class_definition name: (identifier) @name body: (block) @body) @class
(function_definition name: (identifier) @name body: (block) @body) @function
(decorated_definition definition: (_ name: (identifier) @name)) @wider
(module (expression_statement (assignment left: (identifier) @name right: (_)? @body)) @constant)
(class_definition body: (block (expression_statement (assignment left: (identifier) @name right: (_)? @body)) @constant))
(class_definition body: (block . (expression_statement (string) @doc)))
(function_definition body: (block . (expression_statement (string) @doc)))

(import_statement name: (dotted_name) @module)
(import_statement name: (aliased_import name: (dotted_name) @module))
(import_from_statement module_name: (_) @module) @import
(import_from_statement name: (dotted_name) @taken @known) @import
(import_from_statement name: (aliased_import name: (dotted_name) @taken alias: (identifier) @known)) @import
(module (expression_statement (assignment left: (identifier) @_all right: (_ (string (string_content) @listed)))
  (#eq? @_all "__all__")))
(module (expression_statement (augmented_assignment left: (identifier) @_all right: (_ (string (string_content) @listed)))
  (#eq? @_all "__all__")))
`,
  handsOn({ module, statement, column, known }, { path, listed }) {
    if (known.some((name) => listed.has(name))) return true;
    const folder = /(?:^|([^/]*)\/)__init__\.pyi?$/.exec(path);
    if (folder === null || column > 0 || !statement.startsWith('from')) return false;
    // What a list leaves out is not meant for others; what a star takes, nobody sees here.
    if (listed.size > 0 && known.length > 0) return false;
    return module.startsWith('.') || module.split('.').includes(folder[1] ?? '');
  },
};
