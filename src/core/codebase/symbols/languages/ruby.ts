import type { SymbolTable } from '../symbolTable';

export const RUBY: SymbolTable = {
  query: `
(class name: [(constant) @name (scope_resolution name: (constant) @name)] body: (_)? @body) @class
(module name: [(constant) @name (scope_resolution name: (constant) @name)] body: (_)? @body) @module
(method name: (_) @name body: (_)? @body) @method
(singleton_method name: (_) @name body: (_)? @body) @method
(assignment left: (constant) @name right: (_) @body) @constant

(call method: (identifier) @_called arguments: (argument_list (string) .)
  (#any-of? @_called "require" "require_relative" "load" "autoload")) @statement

(comment) @comment
`,
  importsIn(statement) {
    const [, how, path] = /^(\w+)[\s(]+(?:.*,\s*)?["']([^"']+)["']/.exec(statement) ?? [];
    if (path === undefined) return [];
    return [{ module: how === 'require_relative' && !path.startsWith('.') ? `./${path}` : path, names: [] }];
  },
};
