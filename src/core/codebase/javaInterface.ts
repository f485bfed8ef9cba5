import { normalText } from './normalText';
import type { PublicName } from './publicName';
import { fieldText, lineOf, partsOf } from './syntaxSearch';
import type { SyntaxNode } from './syntaxTrees';
import { withInherited } from './withInherited';

const TYPES = /^(class|interface|enum|record|annotation_type)_declaration$/;

/** The public types of a Java file with their public members; what an interface declares is public with it. */
export function javaInterface(root: SyntaxNode): readonly PublicName[] {
  return withInherited(
    partsOf(root).flatMap((node) => (TYPES.test(node.type) && isPublic(node) ? typeNames(node, '') : [])),
  );
}

function typeNames(node: SyntaxNode, prefix: string): readonly PublicName[] {
  const name = `${prefix}${fieldText(node, 'name')}`;
  const base = normalText(node.childForFieldName('superclass')).replace(/^extends /, '');
  const signature = `${normalText(node.childForFieldName('type_parameters'))}${normalText(node.childForFieldName('parameters'))}`;
  const body = partsOf(node.childForFieldName('body'));
  const isInterface = node.type === 'interface_declaration';
  const members = body.flatMap((part) => (part.type === 'enum_body_declarations' ? partsOf(part) : [part]));
  return [
    { name, kind: 'class', signature, inherits: base === '' ? [] : [base], line: lineOf(node) },
    ...members.filter((member) => isInterface || isPublic(member)).flatMap((member) => memberNames(member, name)),
  ];
}

/** Methods of one name are told apart by their parameters, so those belong to the name. */
function memberNames(member: SyntaxNode, owner: string): readonly PublicName[] {
  const line = lineOf(member);
  if (TYPES.test(member.type)) return typeNames(member, `${owner}.`);
  if (member.type === 'enum_constant') {
    return [{ name: `${owner}.${fieldText(member, 'name')}`, kind: 'attribute', signature: '', line }];
  }
  const type = normalText(member.childForFieldName('type'));
  if (/^(field|constant)_declaration$/.test(member.type)) {
    return partsOf(member)
      .filter((part) => part.type === 'variable_declarator')
      .map((part) => ({ name: `${owner}.${fieldText(part, 'name')}`, kind: 'attribute', signature: type, line }));
  }
  if (!/^(method|constructor)_declaration$/.test(member.type)) return [];
  const types = partsOf(member.childForFieldName('parameters')).map((parameter) =>
    parameter.type === 'spread_parameter'
      ? `${normalText(partsOf(parameter).find((part) => part.type !== 'modifiers') ?? null)}...`
      : normalText(parameter.childForFieldName('type')),
  );
  const signature = `${normalText(member.childForFieldName('type_parameters'))}(${types.join(', ')})`;
  return [
    { name: `${owner}.${fieldText(member, 'name')}${signature}`, kind: 'function', signature: '', returns: type, line },
  ];
}

/** Constants of an enum have no modifiers and are public with it. */
function isPublic(node: SyntaxNode): boolean {
  if (node.type === 'enum_constant') return true;
  return partsOf(node).some((part) => part.type === 'modifiers' && /\bpublic\b/.test(part.text));
}
