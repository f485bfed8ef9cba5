import type { ImportedModule, SymbolTable } from '../symbolTable';

export const RUST: SymbolTable = {
  query: `
(struct_item name: (type_identifier) @name) @class
(union_item name: (type_identifier) @name) @class
(enum_item name: (type_identifier) @name) @class
(trait_item name: (type_identifier) @name body: (declaration_list) @body) @interface
(type_item name: (type_identifier) @name) @type
(function_item name: (identifier) @name body: (block) @body) @function
(function_signature_item name: (identifier) @name) @function
(macro_definition name: (identifier) @name) @function
(source_file (const_item name: (identifier) @name value: (_)? @body) @constant)
(source_file (static_item name: (identifier) @name value: (_)? @body) @constant)
(impl_item body: (declaration_list (const_item name: (identifier) @name value: (_)? @body) @constant))
(mod_item name: (identifier) @name body: (declaration_list) @body) @module
(impl_item type: [(type_identifier) @name (generic_type type: (type_identifier) @name)]) @scope

(use_declaration) @statement
(mod_item name: (identifier) . ) @statement

(line_comment) @comment
(block_comment) @comment
(attribute_item) @mark
`,
  handsOn: ({ statement }) => /^pub\b/.test(statement),
  importsIn(statement) {
    const module = /^(?:pub(?:\s*\([^)]*\))?\s+)?mod\s+([\w#]+)\s*;/.exec(
      statement.replace(/^(?:\s*#\[[^\]]*\])+\s*/, ''),
    );
    if (module !== null) return [{ module: `self::${module[1]}`, names: [] }];
    const tree = /\buse\s+([\s\S]*?)\s*;?\s*$/.exec(statement)?.[1];
    return tree === undefined ? [] : branchesOf(tree, '');
  },
};

/** `a::{b, c::{D as E, *}}` as the module of each name: `a` takes b, `a::c` takes D. */
function branchesOf(tree: string, above: string): readonly ImportedModule[] {
  const [, path = '', list] = /^((?:[^{}]*::)?)\s*\{([\s\S]*)\}$/.exec(tree.trim()) ?? [];
  if (list !== undefined) return partsOf(list).flatMap((part) => branchesOf(part, above + path.replace(/\s/g, '')));
  const full = above + tree.replace(/\s+as\s+\w+\s*$/, '').replace(/\s/g, '');
  const names = full.split('::');
  const last = names.pop() ?? '';
  if (names.length === 0) return last === '' ? [] : [{ module: last, names: [] }];
  return [{ module: names.join('::'), names: last === '*' || last === 'self' ? [] : [last] }];
}

/** What stands between the commas that are in no inner braces. */
function partsOf(list: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at <= list.length; at++) {
    const character = list[at];
    if (character === '{') depth++;
    else if (character === '}') depth--;
    else if ((character === ',' && depth === 0) || character === undefined) {
      parts.push(list.slice(start, at).trim());
      start = at + 1;
    }
  }
  return parts.filter((part) => part !== '');
}
