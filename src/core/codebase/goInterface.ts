import { normalText } from './normalText';
import type { PublicName } from './publicName';
import { allOfType, fieldText, lineOf, partsOf } from './syntaxSearch';
import type { SyntaxNode } from './syntaxTrees';

/** What a Go file exports: names with a capital in front, and the exported members of its types. */
export function goInterface(root: SyntaxNode): readonly PublicName[] {
  return partsOf(root).flatMap((node) => {
    switch (node.type) {
      case 'function_declaration':
        return exported([callable(fieldText(node, 'name'), node)]);
      case 'method_declaration':
        return exported([callable(`${receiverOf(node)}.${fieldText(node, 'name')}`, node)]);
      case 'type_declaration':
        return exported(allOfType(node, 'type_spec', 'type_alias').flatMap(typeNames));
      case 'const_declaration':
      case 'var_declaration':
        return exported(allOfType(node, 'const_spec', 'var_spec').flatMap(valueNames));
      default:
        return [];
    }
  });
}

function exported(names: readonly PublicName[]): readonly PublicName[] {
  return names.filter(({ name }) => name.split('.').every((part) => /^\p{Lu}/u.test(part)));
}

function callable(name: string, node: SyntaxNode): PublicName {
  const signature = `${normalText(node.childForFieldName('type_parameters'))}${normalText(node.childForFieldName('parameters'))}`;
  return {
    name,
    kind: 'function',
    signature,
    returns: normalText(node.childForFieldName('result')),
    line: lineOf(node),
  };
}

function receiverOf(method: SyntaxNode): string {
  return allOfType(method.childForFieldName('receiver') ?? method, 'type_identifier')[0]?.text ?? '';
}

function typeNames(node: SyntaxNode): readonly PublicName[] {
  const name = fieldText(node, 'name');
  const type = node.childForFieldName('type');
  const line = lineOf(node);
  if (type?.type !== 'struct_type') return [{ name, kind: 'type', signature: normalText(type), line }];
  const fields = allOfType(type, 'field_declaration').filter((field) => field.parent?.parent?.id === type.id);
  return [
    { name, kind: 'class', signature: normalText(node.childForFieldName('type_parameters')), line },
    ...fields.flatMap((field) =>
      partsOf(field)
        .filter((part) => part.type === 'field_identifier')
        .map(
          (part): PublicName => ({
            ...{ name: `${name}.${part.text}`, kind: 'attribute', line: lineOf(part) },
            signature: normalText(field.childForFieldName('type')),
          }),
        ),
    ),
  ];
}

function valueNames(node: SyntaxNode): readonly PublicName[] {
  const signature = normalText(node.childForFieldName('type'));
  return partsOf(node)
    .filter((part) => part.type === 'identifier')
    .map((part) => ({ name: part.text, kind: 'constant', signature, line: lineOf(part) }));
}
