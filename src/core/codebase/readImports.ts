import { readSource } from './readSource';
import { allOfType, fieldText, partsOf } from './syntaxSearch';
import type { SyntaxNode, SyntaxTrees } from './syntaxTrees';
import { grammarOfPath } from './syntaxTrees';

/** Whether the imports of a file can be read at all. */
export function hasReadableImports(path: string): boolean {
  return /^(?:python|javascript|typescript|tsx)$/.test(grammarOfPath(path) ?? '');
}

/**
 * Every module that a Python, JavaScript or TypeScript file imports, as written there: `.parts`, `src.cart`, `../src/cart.js`.
 * In `from src import cart` the name may be a module too, so `src.cart` is among them.
 */
export async function readImports(
  source: { readonly path: string; readonly text: string },
  trees: SyntaxTrees,
): Promise<readonly string[]> {
  if (!hasReadableImports(source.path)) return [];
  const read = (root: SyntaxNode) => [...new Set([...pythonImports(root), ...scriptImports(root)])];
  return (await readSource(source, trees, read)) ?? [];
}

function pythonImports(root: SyntaxNode): readonly string[] {
  const whole = allOfType(root, 'import_statement').flatMap((statement) =>
    partsOf(statement)
      .filter(({ type }) => type === 'dotted_name' || type === 'aliased_import')
      .map((part) => fieldText(part, 'name') || part.text),
  );
  const parts = allOfType(root, 'import_from_statement').flatMap((statement) => {
    const from = statement.childForFieldName('module_name');
    const module = from?.text.replace(/\s/g, '') ?? '';
    const names = partsOf(statement).filter((part) => part.id !== from?.id && part.type !== 'wildcard_import');
    const joined = names.map(
      (part) => `${module}${/\.$/.test(module) ? '' : '.'}${fieldText(part, 'name') || part.text}`,
    );
    return [module, ...joined];
  });
  return [...whole, ...parts];
}

function scriptImports(root: SyntaxNode): readonly string[] {
  const stated = allOfType(root, 'import_statement', 'export_statement').map((statement) =>
    statement.childForFieldName('source'),
  );
  const called = allOfType(root, 'call_expression')
    .filter((call) => /^(?:require(?:\.resolve)?|import|(?:jest|vi)\.\w*[mM]ock)$/.test(fieldText(call, 'function')))
    .map((call) => partsOf(call.childForFieldName('arguments'))[0]);
  return [...stated, ...called].flatMap((text) => /^['"`](.+)['"`]$/.exec(text?.text ?? '')?.[1] ?? []);
}
