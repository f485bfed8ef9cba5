import type { SourceNode } from '../sourceNode';
import { childOf, childrenOf, elementsOf, textOf } from '../sourceNode';
import { dottedName } from './scriptNames';

/** What a file exports under another name: `default`, and `*` for `module.exports = name`. */
export function scriptExports(root: SourceNode): ReadonlyMap<string, string> {
  const exports = new Map<string, string>();
  for (const node of elementsOf(root)) {
    if (node.type === 'export_statement') readExport(node, exports);
    const assignment = childOf(node, 'assignment_expression');
    const [target] = assignment?.children ?? [];
    const value = assignment?.children.at(-1);
    if (value?.type !== 'identifier') continue;
    const name = dottedName(target) ?? '';
    if (name === 'module.exports') exports.set('*', textOf(value)).set('default', textOf(value));
    else if (/^(module\.)?exports\.\w+$/.test(name)) exports.set(name.replace(/.*\./, ''), textOf(value));
  }
  return exports;
}

function readExport(node: SourceNode, exports: Map<string, string>): void {
  if (childOf(node, 'default') !== undefined) {
    const declared = childOf(node, 'function_declaration', 'class_declaration', 'generator_function_declaration');
    const name = childOf(declared, 'identifier', 'type_identifier') ?? childOf(node, 'identifier');
    if (name !== undefined) exports.set('default', textOf(name));
  }
  if (childOf(node, 'string') !== undefined) return;
  for (const each of childrenOf(childOf(node, 'export_clause'), 'export_specifier')) {
    const names = childrenOf(each, 'identifier', 'string');
    const [local, exported] = [names[0], names.at(-1)];
    if (local !== undefined && exported !== undefined && local !== exported)
      exports.set(textOf(exported), textOf(local));
  }
}
