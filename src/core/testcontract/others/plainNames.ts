import type { SourceNode } from '../sourceNode';
import { textOf } from '../sourceNode';

const NAMES = /^(identifier|type_identifier|field_identifier)$/;
const MEMBERS = /^(selector_expression|field_access|method_invocation|member_access_expression|scoped_identifier)$/;

/** The names that a piece of source mentions; of members of a name also `name.member`. */
export function namesIn(node: SourceNode, names: Set<string> = new Set()): Set<string> {
  const { type, children } = node;
  if (NAMES.test(type)) names.add(textOf(node));
  const [object] = children;
  const member = children.findLast((child) => NAMES.test(child.type));
  if (
    MEMBERS.test(type) &&
    object !== undefined &&
    member !== undefined &&
    object !== member &&
    /^(identifier|this)/.test(object.type)
  )
    names.add(`${textOf(object)}.${textOf(member)}`);
  for (const child of children) namesIn(child, names);
  return names;
}
