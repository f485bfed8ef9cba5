import { allOfType, fieldText, partsOf } from '../codebase/syntaxSearch';
import type { SyntaxNode } from '../codebase/syntaxTrees';
import type { Workaround } from './workaround';
import { keyOf, readLiteral } from './workaroundLiteral';
import { unwrapped } from './workaroundNames';
import type { WorkaroundScan } from './workaroundScan';
import { FUNCTIONS, found } from './workaroundScan';

const EQUALITY = /^(?:__eq__|equals|isEqual|eq|asymmetricMatch)$/;
const INEQUALITY = /^__ne__$/;
/** Comparisons that are wrong when they always say yes, but that have honest uses. */
const OTHER = /^(?:__(?:bool|lt|le|gt|ge|contains|instancecheck|subclasscheck)__|\[Symbol\.hasInstance\])$/;
const TO_VALUE = /^(?:valueOf|toString|toJSON|\[Symbol\.toPrimitive\]|__(?:str|repr|int|float|index|len|hash)__)$/;
/** Something that is meant to equal everything says so. */
const WILDCARD = /any|every|always|wild|match|whatever|ignore/i;

/** Finds classes that say that they equal what they do not equal. */
export function findFalseEquality(scan: WorkaroundScan): readonly Workaround[] {
  return [...methods(scan)].flatMap(({ name, node }) => {
    const returns = returnsOf(node);
    const owner = ownerOf(node);
    if (EQUALITY.test(name) || INEQUALITY.test(name)) return equality(scan, { name, node, returns, owner });
    if (OTHER.test(name) && returns.length > 0 && returns.every(isTrue)) {
      return [found(scan, node, { kind: 'patched-equality', weight: 'notice', detail: `${name} always says yes` })];
    }
    return TO_VALUE.test(name) ? constantValue(scan, { name, node, returns }) : [];
  });
}

interface Method {
  readonly name: string;
  readonly node: SyntaxNode;
  readonly returns: readonly SyntaxNode[];
}

function equality(
  scan: WorkaroundScan,
  about: Method & { readonly owner: SyntaxNode | undefined },
): readonly Workaround[] {
  const { name, node, returns, owner } = about;
  const isNot = INEQUALITY.test(name);
  const said = returns.filter((value) => !/^NotImplemented$/.test(value.text));
  const isSame = (value: SyntaxNode) => (isNot ? isFalse(value) : isTrue(value));
  const always = said.length > 0 && said.every(isSame);
  const byType = !isNot && said.some((value) => isTrue(value) || isTypeCheck(value)) && looksAtNoValue(node, said);
  if (!always && !byType) return [];
  const className = owner === undefined ? '' : fieldText(owner, 'name');
  const isMeant = WILDCARD.test(className) || owner === undefined || !hasFields(owner);
  const what = always
    ? isNot
      ? 'never says that two are different'
      : 'says that everything is equal'
    : 'compares types and no values';
  const weight = isMeant ? 'notice' : 'decide';
  return [
    found(scan, node, {
      kind: 'patched-equality',
      weight,
      detail: `${[className, name].filter(Boolean).join('.')} ${what}`,
    }),
  ];
}

/** A conversion that gives the very value that a test expects, whatever the object holds. */
function constantValue(scan: WorkaroundScan, { name, node, returns }: Method): readonly Workaround[] {
  const values = returns.map((value) => readLiteral(value.text));
  const [only] = values;
  if (values.length !== 1 || only === undefined || only === null) return [];
  const key = keyOf(only);
  const test = scan.facts.tests.find(({ expected }) => expected.has(key));
  if (test === undefined || typeof only === 'boolean' || only === 0 || only === '') return [];
  const detail = `${name} always gives ${key}, which ${test.name} expects`;
  return [found(scan, node, { kind: 'patched-equality', weight: 'notice', detail })];
}

function methods(scan: WorkaroundScan): readonly { readonly name: string; readonly node: SyntaxNode }[] {
  return allOfType(scan.root, ...FUNCTIONS).flatMap((node) => {
    const holder = node.parent;
    const name =
      fieldText(node, 'name') ||
      ['name', 'key', 'left', 'property']
        .map((field) => (holder === null ? '' : fieldText(holder, field)))
        .find(Boolean);
    return name === undefined || name === '' ? [] : [{ name: name.split(/\.(?![^[]*\])/).at(-1) ?? name, node }];
  });
}

function ownerOf(node: SyntaxNode): SyntaxNode | undefined {
  for (let at = node.parent; at !== null; at = at.parent)
    if (/^class/.test(at.type) && at.childForFieldName('body') !== null) return at;
  return undefined;
}

/** What a function gives back, functions inside it left out. */
function returnsOf(node: SyntaxNode): readonly SyntaxNode[] {
  const body = node.childForFieldName('body');
  if (body === null) return [];
  if (!/^(?:block|statement_block)$/.test(body.type)) return [body];
  return allOfType(body, 'return_statement').flatMap((statement) => {
    for (let at = statement.parent; at !== null && at.id !== node.id; at = at.parent)
      if (FUNCTIONS.includes(at.type)) return [];
    return partsOf(statement).slice(0, 1);
  });
}

function isTrue(given: SyntaxNode): boolean {
  const node = unwrapped(given);
  if (node === null) return false;
  if (/^(?:true|True|[1-9]\d*|not False|!0|!false)$/.test(node.text)) return true;
  const isOr =
    /^(?:boolean_operator|binary_expression)$/.test(node.type) && /^(?:or|\|\|)$/.test(fieldText(node, 'operator'));
  return isOr && ['left', 'right'].some((side) => /^(?:true|True)$/.test(fieldText(node, side)));
}

function isFalse(node: SyntaxNode): boolean {
  return /^(?:false|False|0|not True|!1|!true)$/.test(unwrapped(node)?.text ?? '');
}

const TYPE_CHECK =
  /^(?:isinstance|issubclass|type|hasattr|callable)\b|\binstanceof\b|\btypeof\b|__class__|\.constructor\b|^type\(/;

function isTypeCheck(node: SyntaxNode): boolean {
  return TYPE_CHECK.test(node.text);
}

/** Whether nothing but the type of the two is looked at. */
function looksAtNoValue(node: SyntaxNode, returns: readonly SyntaxNode[]): boolean {
  const body = node.childForFieldName('body') ?? node;
  const members = allOfType(body, 'attribute', 'member_expression', 'subscript', 'subscript_expression');
  const reads = members.some(
    (member) =>
      !/(?:__class__|\.constructor|__name__|\.name)$/.test(member.text) && !/^(?:Symbol|super)/.test(member.text),
  );
  const hands = allOfType(body, 'call', 'call_expression').some((call) => !TYPE_CHECK.test(call.text));
  return !reads && !hands && returns.every((value) => isTrue(value) || isFalse(value) || isTypeCheck(value));
}

/** Whether objects of a class hold anything by which they differ. */
function hasFields(owner: SyntaxNode): boolean {
  const body = owner.childForFieldName('body') ?? owner;
  if (/\bself\.\w+\s*(?::[^=\n]+)?=[^=]|\bthis\.[\w$#]+\s*=[^=]/.test(body.text)) return true;
  const fields = allOfType(body, 'assignment', 'field_definition', 'public_field_definition').filter((field) => {
    const isDirect = field.parent?.id === body.id || field.parent?.parent?.id === body.id;
    const value = field.childForFieldName('value') ?? field.childForFieldName('right');
    return isDirect && (value === null || !FUNCTIONS.includes(value.type));
  });
  const parameters = allOfType(body, 'required_parameter').some((parameter) =>
    /^(?:public|private|protected|readonly)\b/.test(parameter.text),
  );
  const bases = owner.childForFieldName('superclasses')?.text ?? '';
  return fields.length > 0 || parameters || /\b(?:int|str|float|dict|list|tuple|NamedTuple)\b/.test(bases);
}
