import { normalText } from './normalText';
import type { PublicName } from './publicName';
import { fieldText, lineOf, partsOf } from './syntaxSearch';
import type { SyntaxNode } from './syntaxTrees';

/** The `pub` items of a Rust file, with the public methods and fields of its types; `pub(crate)` is not for other crates. */
export function rustInterface(root: SyntaxNode): readonly PublicName[] {
  return itemsOf(root, '');
}

function itemsOf(block: SyntaxNode, prefix: string): readonly PublicName[] {
  return partsOf(block).flatMap((item) => {
    if (item.type === 'impl_item') return methodsOf(item, prefix);
    return isPublic(item) ? publicItem(item, prefix) : [];
  });
}

function publicItem(item: SyntaxNode, prefix: string): readonly PublicName[] {
  const name = `${prefix}${fieldText(item, 'name')}`;
  const line = lineOf(item);
  const generics = normalText(item.childForFieldName('type_parameters'));
  const body = item.childForFieldName('body');
  switch (item.type) {
    case 'function_item':
      return [callable(name, item)];
    case 'mod_item':
      return body === null ? [{ name, kind: 'handed-on', signature: '', line }] : itemsOf(body, `${name}.`);
    case 'struct_item':
      return [{ name, kind: 'class', signature: `${generics}${tupleShape(body)}`, line }, ...fieldsOf(body, name)];
    case 'enum_item':
      return [{ name, kind: 'type', signature: `${generics}${normalText(body)}`, line }];
    case 'trait_item':
      return [{ name, kind: 'type', signature: generics, line }, ...traitMethods(body, name)];
    case 'const_item':
    case 'static_item':
    case 'type_item':
      return [{ name, kind: 'constant', signature: normalText(item.childForFieldName('type')), line }];
    case 'use_declaration':
      return [{ name: normalText(item.childForFieldName('argument')), kind: 'handed-on', signature: '', line }];
    default:
      return [];
  }
}

function callable(name: string, item: SyntaxNode): PublicName {
  const text = (field: string) => normalText(item.childForFieldName(field));
  const signature = `${text('type_parameters')}${text('parameters')}`;
  return { name, kind: 'function', signature, returns: text('return_type'), line: lineOf(item) };
}

/** Methods of a trait are public with it; where an `impl` meets a trait, the trait speaks. */
function methodsOf(implementation: SyntaxNode, prefix: string): readonly PublicName[] {
  if (implementation.childForFieldName('trait') !== null) return [];
  const owner = `${prefix}${fieldText(implementation, 'type').replace(/<.*$/s, '')}`;
  return partsOf(implementation.childForFieldName('body'))
    .filter((item) => item.type === 'function_item' && isPublic(item))
    .map((item) => callable(`${owner}.${fieldText(item, 'name')}`, item));
}

function traitMethods(body: SyntaxNode | null, owner: string): readonly PublicName[] {
  return partsOf(body)
    .filter((item) => /^function_(signature_)?item$/.test(item.type))
    .map((item) => callable(`${owner}.${fieldText(item, 'name')}`, item));
}

function fieldsOf(body: SyntaxNode | null, owner: string): readonly PublicName[] {
  return partsOf(body)
    .filter((field) => field.type === 'field_declaration' && isPublic(field))
    .map((field) => ({
      name: `${owner}.${fieldText(field, 'name')}`,
      kind: 'attribute',
      signature: normalText(field.childForFieldName('type')),
      line: lineOf(field),
    }));
}

function tupleShape(body: SyntaxNode | null): string {
  return body?.type === 'ordered_field_declaration_list' ? normalText(body) : '';
}

function isPublic(item: SyntaxNode): boolean {
  return partsOf(item).some((part) => part.type === 'visibility_modifier' && part.text === 'pub');
}
