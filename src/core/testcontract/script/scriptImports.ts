import { canonicalText } from '../canonicalText';
import type { ImportReading } from '../fileReading';
import type { SourceNode } from '../sourceNode';
import { childOf, childrenOf, elementsOf, textOf, walk } from '../sourceNode';
import { argumentsOf, bare, boundNames, dottedName, plainText } from './scriptNames';

/** All imports of a file: `import`, `export .. from`, and `require` or `await import` that a name is given to. */
export function scriptImports(root: SourceNode): readonly ImportReading[] {
  const imports: ImportReading[] = [];
  walk(root, (node) => {
    if (node.type === 'import_statement') imports.push(...statementImports(node));
    if (node.type === 'export_statement') imports.push(...handedOn(node));
    if (node.type === 'variable_declarator') imports.push(...requiredImports(node));
    return node.type !== 'import_statement';
  });
  return imports;
}

/** `export { a as b } from "./c"`: known here by the name that it is handed on under. */
function handedOn(statement: SourceNode): readonly ImportReading[] {
  const source = childOf(statement, 'string');
  if (source === undefined) return [];
  const at = { module: plainText(source), line: statement.line, text: canonicalText(statement) };
  const names = childrenOf(childOf(statement, 'export_clause'), 'export_specifier').flatMap((each) => {
    const both = childrenOf(each, 'identifier', 'string');
    const [name, local] = [both[0], both.at(-1)];
    return name === undefined || local === undefined ? [] : [{ ...at, local: textOf(local), name: textOf(name) }];
  });
  return childOf(statement, '*') === undefined ? names : [{ ...at, local: '*', name: '*' }];
}

/** The module that a value is taken from: `require("x")`, `await import("x")`, `require("x").y`. */
export function requiredModule(value: SourceNode | undefined): string | undefined {
  const inner = bare(value);
  if (inner?.type === 'member_expression') return requiredModule(inner.children[0]);
  const [name] = inner?.children ?? [];
  const [module] = argumentsOf(inner);
  if (inner?.type !== 'call_expression' || module?.type !== 'string') return undefined;
  const isLoading =
    name?.type === 'import' || /^(require|jest\.requireActual|vi\.importActual)$/.test(dottedName(name) ?? '');
  return isLoading ? plainText(module) : undefined;
}

function statementImports(statement: SourceNode): readonly ImportReading[] {
  const source = childrenOf(statement, 'string').at(-1);
  const clause = childOf(statement, 'import_clause');
  if (source === undefined || clause === undefined) return [];
  const module = plainText(source);
  const { line } = statement;
  const found: ImportReading[] = [];
  const add = (local: string, name: string, what: string) =>
    found.push({ local, module, name, line, text: `import ${what} from "${module}"` });
  for (const part of elementsOf(clause)) {
    if (part.type === 'identifier') add(textOf(part), 'default', textOf(part));
    if (part.type === 'namespace_import') add(textOf(part.children.at(-1) ?? part), '*', canonicalText(part));
    for (const each of childrenOf(part, 'import_specifier')) {
      const names = childrenOf(each, 'identifier', 'string');
      const [name, local] = [names[0], names.at(-1)];
      if (name !== undefined && local !== undefined) add(textOf(local), textOf(name), `{ ${canonicalText(each)} }`);
    }
  }
  return found;
}

function requiredImports(declarator: SourceNode): readonly ImportReading[] {
  const [pattern] = declarator.children;
  const module = requiredModule(declarator.children.at(-1));
  if (pattern === undefined || module === undefined) return [];
  const { line } = declarator;
  const text = canonicalText(declarator);
  if (pattern.type === 'identifier') {
    const member = bare(declarator.children.at(-1));
    const name = member?.type === 'member_expression' ? textOf(member.children.at(-1) ?? member) : '*';
    return [{ local: textOf(pattern), module, name, line, text }];
  }
  return elementsOf(pattern).flatMap((each) => {
    const [local] = boundNames(each);
    const key = each.type === 'pair_pattern' ? each.children[0] : undefined;
    return local === undefined ? [] : [{ local, module, name: key === undefined ? local : textOf(key), line, text }];
  });
}
