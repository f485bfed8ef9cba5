import { canonicalText } from '../canonicalText';
import type { ImportReading } from '../fileReading';
import type { SourceNode } from '../sourceNode';
import { childrenOf, elementsOf, textOf, walk } from '../sourceNode';

/** All imports of a file, also those in functions. */
export function pythonImports(root: SourceNode): readonly ImportReading[] {
  const imports: ImportReading[] = [];
  walk(root, (node) => {
    if (node.type === 'import_statement') imports.push(...modulesOf(node));
    if (node.type === 'import_from_statement') imports.push(...namesOf(node));
    return !node.type.startsWith('import_') && !node.type.startsWith('expression_');
  });
  return imports;
}

function modulesOf(statement: SourceNode): readonly ImportReading[] {
  return childrenOf(statement, 'dotted_name', 'aliased_import').map((each) => {
    const { name, alias } = aliasOf(each);
    const local = alias ?? name;
    const text = `import ${canonicalText(each)}`;
    return {
      local: alias === undefined ? (local.split('.')[0] ?? local) : alias,
      module: name,
      name: '*',
      line: each.line,
      text,
    };
  });
}

function namesOf(statement: SourceNode): readonly ImportReading[] {
  const [from, ...names] = childrenOf(statement, 'dotted_name', 'relative_import', 'aliased_import', 'wildcard_import');
  if (from === undefined) return [];
  const module = textOf(from).replace(/\s/g, '');
  return names.map((each) => {
    const text = `from ${module} import ${canonicalText(each)}`;
    if (each.type === 'wildcard_import') return { local: '*', module, name: '*', line: each.line, text };
    const { name, alias } = aliasOf(each);
    return { local: alias ?? name, module, name, line: each.line, text };
  });
}

function aliasOf(node: SourceNode): { readonly name: string; readonly alias: string | undefined } {
  if (node.type !== 'aliased_import') return { name: textOf(node), alias: undefined };
  const [name, , alias] = elementsOf(node);
  return { name: name === undefined ? '' : textOf(name), alias: alias === undefined ? undefined : textOf(alias) };
}
