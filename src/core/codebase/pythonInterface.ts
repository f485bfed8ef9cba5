import { normalText, parameterText } from './normalText';
import type { PublicName } from './publicName';
import { allOfType, fieldText, lineOf, partsOf } from './syntaxSearch';
import type { SyntaxNode } from './syntaxTrees';
import { withInherited } from './withInherited';

/** What a Python module offers: `__all__` where it has one, else every name without an underscore in front. */
export function pythonInterface(root: SyntaxNode): readonly PublicName[] {
  const statements = atTopLevel(root);
  const found = withInherited(statements.flatMap(namesOf));
  const listed = statements.flatMap(listedNames);
  if (listed.length === 0) return found.filter(({ name }) => name.split('.').every(isPublic) && name !== '__all__');
  const names = new Set(listed.map(({ name }) => name));
  const own = found.filter(({ name, kind }) => kind !== 'imported' && names.has(name.split('.')[0] ?? ''));
  const there = new Set(own.map(({ name }) => name));
  return [...own, ...listed.filter(({ name }) => !there.has(name))];
}

/** The statements of a module, those under `if`, `try` and `with` too. */
function atTopLevel(block: SyntaxNode): readonly SyntaxNode[] {
  return partsOf(block).flatMap((statement) => {
    if (/^(if|try|with)_statement$|_clause$|^block$/.test(statement.type)) return atTopLevel(statement);
    return [statement];
  });
}

function namesOf(statement: SyntaxNode): readonly PublicName[] {
  const decorators = partsOf(statement).filter((part) => part.type === 'decorator');
  const node = statement.childForFieldName('definition') ?? statement;
  switch (node.type) {
    case 'function_definition':
      return [functionName(fieldText(node, 'name'), node, [])];
    case 'class_definition':
      return classNames(node, decorators);
    case 'expression_statement':
      return partsOf(node).flatMap((part) => (part.type === 'assignment' ? assigned(part) : []));
    case 'import_from_statement':
    case 'import_statement':
      return imported(node);
    default:
      return [];
  }
}

function assigned(assignment: SyntaxNode): readonly PublicName[] {
  const [left, right] = [assignment.childForFieldName('left'), assignment.childForFieldName('right')];
  if (left === null) return [];
  if (right?.type === 'lambda' && left.type === 'identifier') return [functionName(left.text, right, [])];
  const targets = left.type === 'identifier' ? [left] : partsOf(left).filter((part) => part.type === 'identifier');
  return targets.map((target) => ({ name: target.text, kind: 'constant', signature: '', line: lineOf(target) }));
}

function imported(statement: SyntaxNode): readonly PublicName[] {
  const from = statement.childForFieldName('module_name');
  const names = partsOf(statement).filter((part) => part.id !== from?.id);
  return names.map((part) => {
    const name = part.childForFieldName('alias')?.text ?? part.text.split('.')[0] ?? '';
    return { name, kind: 'imported', signature: normalText(from), line: lineOf(part) };
  });
}

function functionName(name: string, node: SyntaxNode, without: readonly SyntaxNode[]): PublicName {
  const skipped = new Set(without.map((part) => part.id));
  const parameters = node.childForFieldName('parameters');
  const text = parameterText(parameters, (part) => skipped.has(part.id) || isAnnotation(part)).replace(/^\(, /, '(');
  const signature = text.startsWith('(') ? text : `(${text})`;
  return { name, kind: 'function', signature, line: lineOf(node) };
}

/** Callers do not notice a type that is written beside a parameter. */
function isAnnotation(node: SyntaxNode): boolean {
  return node.type === 'type' || (node.type === ':' && /^typed_/.test(node.parent?.type ?? ''));
}

function classNames(node: SyntaxNode, decorators: readonly SyntaxNode[]): readonly PublicName[] {
  const name = fieldText(node, 'name');
  const bases = partsOf(node.childForFieldName('superclasses')).filter((part) => part.type !== 'keyword_argument');
  const inherits = bases.map((base) => normalText(base)).filter((base) => base !== 'object');
  const members = new Map<string, PublicName>();
  const statements = atTopLevel(node.childForFieldName('body') ?? node);
  for (const statement of statements) {
    for (const member of membersOf(statement)) {
      const short = member.name;
      if (isPublic(short) && !members.has(short)) members.set(short, { ...member, name: `${name}.${short}` });
    }
  }
  if (decorators.some((each) => /\bdataclass\b/.test(each.text)) && !members.has('__init__')) {
    members.set('__init__', made(`${name}.__init__`, node, statements));
  }
  return [{ name, kind: 'class', signature: '', inherits, line: lineOf(node) }, ...members.values()];
}

function membersOf(statement: SyntaxNode): readonly PublicName[] {
  const definition = statement.childForFieldName('definition') ?? statement;
  if (definition.type !== 'function_definition') {
    return namesOf(statement).map((each) => (each.kind === 'constant' ? { ...each, kind: 'attribute' } : each));
  }
  const marks = partsOf(statement).filter((part) => part.type === 'decorator');
  const is = (pattern: RegExp) => marks.some((mark) => pattern.test(mark.text));
  const name = fieldText(definition, 'name');
  const own = attributesSetIn(definition);
  if (is(/\.(setter|deleter|getter)\b/)) return own;
  if (is(/property\b/)) return [{ name, kind: 'attribute', signature: '', line: lineOf(definition) }, ...own];
  const first = is(/\bstaticmethod\b/) ? [] : partsOf(definition.childForFieldName('parameters')).slice(0, 1);
  return [functionName(name, definition, first), ...own];
}

/** `self.total = ..` makes an attribute of it. */
function attributesSetIn(method: SyntaxNode): readonly PublicName[] {
  return allOfType(method, 'assignment').flatMap((assignment) => {
    const left = assignment.childForFieldName('left');
    if (left?.type !== 'attribute' || fieldText(left, 'object') !== 'self') return [];
    return [{ name: fieldText(left, 'attribute'), kind: 'attribute', signature: '', line: lineOf(left) }];
  });
}

/** The constructor that `@dataclass` makes of the fields. */
function made(name: string, node: SyntaxNode, statements: readonly SyntaxNode[]): PublicName {
  const fields = statements.flatMap((statement) =>
    partsOf(statement).filter((part) => part.type === 'assignment' && part.childForFieldName('type') !== null),
  );
  const parameters = fields.map((field) => {
    const value = field.childForFieldName('right');
    return `${fieldText(field, 'left')}${value === null ? '' : '=...'}`;
  });
  return { name, kind: 'function', signature: `(${parameters.join(', ')})`, line: lineOf(node) };
}

function listedNames(statement: SyntaxNode): readonly PublicName[] {
  return allOfType(statement, 'assignment', 'augmented_assignment').flatMap((assignment) => {
    const right = assignment.childForFieldName('right');
    if (fieldText(assignment, 'left') !== '__all__' || right === null) return [];
    return allOfType(right, 'string_content').map(
      (content): PublicName => ({ name: content.text, kind: 'handed-on', signature: '', line: lineOf(content) }),
    );
  });
}

/** `_x` is the module's or the class's own; `__eq__` belongs to what a class offers. */
function isPublic(name: string): boolean {
  return !name.startsWith('_') || /^__\w+__$/.test(name);
}
