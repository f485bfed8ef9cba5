import { normalText, parameterText } from './normalText';
import type { PublicName } from './publicName';
import { allOfType, fieldText, hasWord, lineOf, partsOf } from './syntaxSearch';
import type { SyntaxNode } from './syntaxTrees';
import { withInherited } from './withInherited';

const FUNCTIONS = /^(?:async_)?(?:generator_)?function(?:_declaration|_expression|_signature)?$|^arrow_function$/;

/** What a JavaScript or TypeScript module exports, as ES module or CommonJS. */
export function scriptInterface(root: SyntaxNode): readonly PublicName[] {
  const statements = partsOf(root);
  const own = withInherited(statements.flatMap(declared));
  const exported = statements.flatMap((statement): readonly Exported[] => {
    if (statement.type === 'export_statement') return exportedBy(statement);
    return statement.type === 'expression_statement' ? commonJs(statement) : [];
  });
  const given = new Map<string, readonly PublicName[]>();
  for (const { local, name, value, line } of exported) {
    const found = value === undefined ? membersAndSelf(own, local) : describeValue(local, value);
    given.set(
      name,
      found.length === 0
        ? [{ name, kind: 'handed-on', signature: '', line }]
        : found.map((each) => ({ ...each, name: `${name}${each.name.slice(local.length)}` })),
    );
  }
  return [...given.values()].flat();
}

interface Exported {
  /** The name inside, '' when there is none. */
  readonly local: string;
  readonly name: string;
  /** What is exported, when it has no name inside. */
  readonly value?: SyntaxNode;
  readonly line: number;
}

function membersAndSelf(own: readonly PublicName[], local: string): readonly PublicName[] {
  return own.filter(({ name }) => name === local || name.startsWith(`${local}.`));
}

function exportedBy(statement: SyntaxNode): readonly Exported[] {
  const line = lineOf(statement);
  const isDefault = hasWord(statement, 'default');
  const declaration = statement.childForFieldName('declaration');
  if (declaration !== null) {
    const names = declared(statement).filter(({ name }) => !name.includes('.'));
    if (isDefault) return [{ local: names[0]?.name ?? '', name: 'default', line, ...anonymous(declaration) }];
    return names.map(({ name, line: at }) => ({ local: name, name, line: at }));
  }
  const value = statement.childForFieldName('value');
  if (isDefault && value !== null) {
    return [{ local: value.text, name: 'default', line, ...(value.type === 'identifier' ? {} : { value }) }];
  }
  const from = fieldText(statement, 'source');
  const clause = partsOf(statement).find((part) => /^(export_clause|namespace_export)$/.test(part.type));
  if (clause === undefined) return from === '' ? [] : [{ local: '', name: `* from ${from}`, line }];
  return partsOf(clause).map((part) => {
    const inside = fieldText(part, 'name') || part.text;
    return { local: from === '' ? inside : '', name: fieldText(part, 'alias') || inside, line };
  });
}

function anonymous(declaration: SyntaxNode): { readonly value?: SyntaxNode } {
  return fieldText(declaration, 'name') === '' ? { value: declaration } : {};
}

/** `module.exports = ..`, `exports.name = ..`. */
function commonJs(statement: SyntaxNode): readonly Exported[] {
  return partsOf(statement).flatMap((assignment): readonly Exported[] => {
    const [left, right] = [assignment.childForFieldName('left'), assignment.childForFieldName('right')];
    if (assignment.type !== 'assignment_expression' || left === null || right === null) return [];
    const one = /^(?:module\.)?exports\.([\w$]+)$/.exec(left.text)?.[1];
    if (one !== undefined) return [exportedValue(one, right)];
    if (left.text !== 'module.exports') return [];
    if (right.type !== 'object') return [exportedValue('module.exports', right)];
    return partsOf(right).map((part) => {
      if (part.type === 'shorthand_property_identifier')
        return { local: part.text, name: part.text, line: lineOf(part) };
      const value = part.childForFieldName('value');
      return exportedValue(keyOf(part), value ?? part);
    });
  });
}

function exportedValue(name: string, value: SyntaxNode): Exported {
  const line = lineOf(value);
  return value.type === 'identifier' ? { local: value.text, name, line } : { local: name, name, value, line };
}

function keyOf(part: SyntaxNode): string {
  return fieldText(part, 'key') || fieldText(part, 'name') || part.text;
}

/** What a statement declares at the top of a module, exported or not. */
function declared(statement: SyntaxNode): readonly PublicName[] {
  const node = statement.childForFieldName('declaration') ?? statement;
  const name = fieldText(node, 'name');
  if (/^(lexical|variable)_declaration$/.test(node.type)) return partsOf(node).flatMap(declaredVariable);
  if (/^(interface|type_alias|enum)_declaration$/.test(node.type)) {
    const shape = node.childForFieldName('body') ?? node.childForFieldName('value');
    const parameters = normalText(node.childForFieldName('type_parameters'));
    const signature = [parameters, normalText(shape)].filter(Boolean).join(' ');
    return [{ name, kind: 'type', signature, line: lineOf(node) }];
  }
  return name === '' ? [] : describeValue(name, node);
}

function declaredVariable(declarator: SyntaxNode): readonly PublicName[] {
  const target = declarator.childForFieldName('name');
  const value = declarator.childForFieldName('value');
  if (target?.type === 'identifier') return describeValue(target.text, value ?? declarator);
  if (target === null) return [];
  return allOfType(target, 'shorthand_property_identifier_pattern', 'identifier').map((each) => ({
    ...{ name: each.text, kind: 'constant', signature: '', line: lineOf(each) },
  })) as readonly PublicName[];
}

function describeValue(name: string, value: SyntaxNode): readonly PublicName[] {
  if (FUNCTIONS.test(value.type) || value.type === 'method_definition') return [functionName(name, value)];
  if (/^(abstract_)?class(_declaration)?$/.test(value.type)) return classNames(name, value);
  return /_declaration$|_statement$/.test(value.type)
    ? []
    : [{ name, kind: 'constant', signature: '', line: lineOf(value) }];
}

function functionName(name: string, node: SyntaxNode): PublicName {
  const single = node.childForFieldName('parameter');
  const parameters = single === null ? parameterText(node.childForFieldName('parameters')) : `(${single.text})`;
  const signature = `${normalText(node.childForFieldName('type_parameters'))}${parameters}`;
  const returns = normalText(node.childForFieldName('return_type')).replace(/^: ?/, '');
  return { name, kind: 'function', signature, ...(returns === '' ? {} : { returns }), line: lineOf(node) };
}

function classNames(name: string, node: SyntaxNode): readonly PublicName[] {
  const heritage = partsOf(node).find((part) => part.type === 'class_heritage');
  const clause = partsOf(heritage ?? null).find((part) => part.type === 'extends_clause');
  const base = clause === undefined ? heritage : clause.childForFieldName('value');
  const inherits = base === undefined || base === null ? [] : [normalText(base).replace(/^extends /, '')];
  const members = new Map<string, PublicName>();
  for (const member of partsOf(node.childForFieldName('body')).flatMap(membersOf)) {
    if (!members.has(member.name)) members.set(member.name, { ...member, name: `${name}.${member.name}` });
  }
  return [{ name, kind: 'class', signature: '', inherits, line: lineOf(node) }, ...members.values()];
}

function membersOf(member: SyntaxNode): readonly PublicName[] {
  const short = fieldText(member, 'name') || fieldText(member, 'property');
  const own = short === 'constructor' ? attributesOf(member) : [];
  const isHidden = /^[#_]/.test(short) || hasWord(member, 'private') || hasWord(member, 'protected');
  if (short === '' || isHidden) return own;
  const name = hasWord(member, 'static') ? `static ${short}` : short;
  const value = member.childForFieldName('value');
  if (value !== null && FUNCTIONS.test(value.type)) return [functionName(name, value), ...own];
  const isRead = !/^(method_definition|method_signature|abstract_method_signature)$/.test(member.type);
  if (isRead || hasWord(member, 'get') || hasWord(member, 'set'))
    return [{ name, kind: 'attribute', signature: '', line: lineOf(member) }];
  return [functionName(name, member), ...own];
}

/** What a constructor makes readable: `this.total = ..` and, in TypeScript, parameters with `public` or `readonly`. */
function attributesOf(method: SyntaxNode): readonly PublicName[] {
  const fields = partsOf(method.childForFieldName('parameters')).flatMap((parameter) => {
    const marks = parameter.children.map((child) => child?.text ?? '');
    const isField = marks.includes('public') || (marks.includes('readonly') && !marks.includes('private'));
    return isField && !marks.includes('protected') ? [fieldText(parameter, 'pattern')] : [];
  });
  const set = allOfType(method, 'assignment_expression').flatMap((assignment) => {
    const left = assignment.childForFieldName('left');
    return left?.type === 'member_expression' && fieldText(left, 'object') === 'this'
      ? [fieldText(left, 'property')]
      : [];
  });
  const names = [...new Set([...fields, ...set])].filter((name) => !/^[#_]/.test(name));
  return names.map((name) => ({ name, kind: 'attribute', signature: '', line: lineOf(method) }));
}
