import { allOfType, fieldText, partsOf } from '../codebase/syntaxSearch';
import type { SyntaxNode } from '../codebase/syntaxTrees';

const FUNCTION = /function|lambda|method_definition/;
const WRAPPER =
  /^(?:parenthesized_expression|as_expression|satisfies_expression|non_null_expression|await(?:_expression)?)$/;

interface Behind {
  readonly texts: readonly string[];
  readonly names: readonly string[];
}

/** What the names of a file stand for: `rm` is `fs.rmSync` after `import { rmSync as rm } from 'node:fs'`. */
export class WorkaroundNames {
  /** Every module that the file imports; `node:` in front is left out, but for `node:test`. */
  readonly imports: { readonly module: string; readonly node: SyntaxNode }[] = [];
  private readonly aliases = new Map<string, string>();
  private readonly behind = new Map<string, Behind>();
  private readonly parameters = new Map<number, ReadonlySet<string>>();

  constructor(root: SyntaxNode) {
    for (const node of allOfType(root, ...IMPORTS)) this.readImport(node);
    for (const node of allOfType(root, 'assignment', 'variable_declarator')) this.readAlias(node);
    for (const node of allOfType(root, 'call', 'call_expression')) this.readRequire(node);
    for (const node of allOfType(root, 'for_statement', 'for_in_statement', 'for_in_clause')) {
      this.keep(node.childForFieldName('left'), node.childForFieldName('right'));
    }
    for (const node of allOfType(root, 'as_pattern'))
      this.keep(node.childForFieldName('alias'), partsOf(node)[0] ?? null);
  }

  /** The full dotted name of an expression: `os.environ.get`, `process.env.CI`, `inspect.stack()`; undefined when it has none. */
  pathOf(given: SyntaxNode | null): string | undefined {
    const node = unwrapped(given);
    if (node === null) return undefined;
    const path = this.rawPathOf(node);
    return path?.replace(/^(?:globalThis|global|window|self)\.(?=\w)/, '');
  }

  /** The texts and names in everything that a name is set to, with the pieces around insertions. */
  valuesBehind(name: string): Behind {
    return this.behind.get(name) ?? { texts: [], names: [] };
  }

  private rawPathOf(node: SyntaxNode): string | undefined {
    switch (node.type) {
      case 'identifier':
        return this.isParameter(node) ? undefined : (this.aliases.get(node.text) ?? node.text);
      case 'attribute':
        return this.joined(node.childForFieldName('object'), fieldText(node, 'attribute'));
      case 'member_expression':
        return this.joined(node.childForFieldName('object'), fieldText(node, 'property'));
      case 'subscript':
      case 'subscript_expression': {
        const index = node.childForFieldName('subscript') ?? node.childForFieldName('index');
        const key = index === null ? undefined : textOf(index);
        return key === undefined
          ? undefined
          : this.joined(node.childForFieldName('value') ?? node.childForFieldName('object'), key);
      }
      case 'call':
      case 'call_expression':
        return this.pathOfCall(node);
      case 'new_expression':
        return `new ${fieldText(node, 'constructor')}()`;
      case 'this':
        return 'this';
      case 'meta_property':
        return node.text;
      default:
        return undefined;
    }
  }

  private joined(object: SyntaxNode | null, name: string): string | undefined {
    const path = this.pathOf(object);
    return path === undefined || name === '' ? undefined : `${path}.${name}`;
  }

  private pathOfCall(call: SyntaxNode): string | undefined {
    const callee = this.pathOf(call.childForFieldName('function'));
    const [first, second] = partsOf(call.childForFieldName('arguments'));
    const text = textOf(first ?? null);
    if (text !== undefined && /^(?:require|__import__|importlib\.import_module)$/.test(callee ?? '')) return bare(text);
    if (callee === 'getattr') return this.joined(first ?? null, textOf(second ?? null) ?? '');
    return callee === undefined ? undefined : `${callee}()`;
  }

  private isParameter(name: SyntaxNode): boolean {
    for (let at = name.parent; at !== null; at = at.parent) {
      if (!FUNCTION.test(at.type)) continue;
      let known = this.parameters.get(at.id);
      if (known === undefined) {
        const list = at.childForFieldName('parameters') ?? at.childForFieldName('parameter');
        const identifiers = list === null ? [] : [list, ...allOfType(list, 'identifier')];
        known = new Set(identifiers.filter(({ type }) => type === 'identifier').map(({ text }) => text));
        this.parameters.set(at.id, known);
      }
      if (known.has(name.text)) return true;
    }
    return false;
  }

  private readImport(node: SyntaxNode): void {
    const source = textOf(node.childForFieldName('source'));
    const module = bare(source ?? fieldText(node, 'module_name'));
    if (module !== '') this.imports.push({ module, node });
    for (const part of partsOf(node)) {
      if (part.type === 'import_clause') this.readClause(part, module);
      const [name, alias] = [fieldText(part, 'name') || part.text, fieldText(part, 'alias')];
      if (part.type !== 'dotted_name' && part.type !== 'aliased_import') continue;
      if (node.type === 'import_from_statement') {
        if (part.id !== node.childForFieldName('module_name')?.id) this.aliases.set(alias || name, `${module}.${name}`);
        continue;
      }
      this.imports.push({ module: name, node });
      if (alias !== '') this.aliases.set(alias, name);
    }
  }

  private readClause(clause: SyntaxNode, module: string): void {
    for (const part of partsOf(clause)) {
      if (part.type === 'identifier') this.aliases.set(part.text, module);
      if (part.type === 'namespace_import') this.aliases.set(partsOf(part)[0]?.text ?? '', module);
      for (const specifier of allOfType(part, 'import_specifier')) {
        const name = fieldText(specifier, 'name');
        this.aliases.set(fieldText(specifier, 'alias') || name, name === 'default' ? module : `${module}.${name}`);
      }
    }
  }

  private keep(target: SyntaxNode | null, value: SyntaxNode | null): void {
    if (target === null || value === null) return;
    const before = this.valuesBehind(target.text);
    this.behind.set(target.text, {
      texts: [...before.texts, ...allOfType(value, 'string_content', 'string_fragment').map(({ text }) => text)],
      names: [...before.names, ...allOfType(value, 'identifier').map(({ text }) => text)],
    });
  }

  private readRequire(call: SyntaxNode): void {
    const module = textOf(partsOf(call.childForFieldName('arguments'))[0] ?? null);
    const callee = fieldText(call, 'function');
    if (module !== undefined && /^(?:require|import|__import__|importlib\.import_module)$/.test(callee)) {
      this.imports.push({ module: bare(module), node: call });
    }
  }

  /** `const { env: e } = process`, `environ = os.environ`. */
  private readAlias(node: SyntaxNode): void {
    const target = node.childForFieldName('name') ?? node.childForFieldName('left');
    const value = node.childForFieldName('value') ?? node.childForFieldName('right');
    this.keep(target, value);
    const path = this.pathOf(value);
    if (target === null || path === undefined) return;
    if (target.type === 'identifier') {
      if (path !== target.text) this.aliases.set(target.text, path);
      return;
    }
    for (const part of target.type === 'object_pattern' ? partsOf(target) : []) {
      const key = fieldText(part, 'key') || fieldText(part, 'left') || part.text;
      const local = allOfType(part, 'identifier', 'shorthand_property_identifier_pattern')[0]?.text ?? part.text;
      this.aliases.set(local, `${path}.${key}`);
    }
  }
}

const IMPORTS = ['import_statement', 'import_from_statement'];

/** The expression inside parentheses, casts and awaits. */
export function unwrapped(node: SyntaxNode | null): SyntaxNode | null {
  let at = node;
  while (at !== null && WRAPPER.test(at.type)) at = partsOf(at)[0] ?? null;
  return at;
}

/** A text that is written down, also in pieces; undefined for anything else and for one with insertions. */
export function textOf(given: SyntaxNode | null): string | undefined {
  const node = unwrapped(given);
  switch (node?.type) {
    case 'string':
    case 'template_string': {
      const parts = partsOf(node);
      if (parts.some(({ type }) => type === 'interpolation' || type === 'template_substitution')) return undefined;
      return parts
        .filter(({ type }) => /_content|_fragment|escape_sequence/.test(type))
        .map(({ text }) => text)
        .join('');
    }
    case 'concatenated_string':
      return joinedTexts(partsOf(node));
    case 'binary_operator':
    case 'binary_expression':
      return fieldText(node, 'operator') === '+'
        ? joinedTexts([node.childForFieldName('left'), node.childForFieldName('right')])
        : undefined;
    default:
      return undefined;
  }
}

function joinedTexts(parts: readonly (SyntaxNode | null)[]): string | undefined {
  const texts = parts.map(textOf);
  return texts.every((text) => text !== undefined) ? texts.join('') : undefined;
}

function bare(module: string): string {
  return module.replace(/^node:(?!test)/, '').replace(/^fs\/promises$/, 'fs');
}
