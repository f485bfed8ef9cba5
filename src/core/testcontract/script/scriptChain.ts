import type { SourceNode } from '../sourceNode';
import { childOf, textOf } from '../sourceNode';
import { bare } from './scriptNames';

/** A link of `expect(x).not.toBe(3)`. */
export interface Link {
  readonly name: string;
  /** The call of it, when it is called. */
  readonly call: SourceNode | undefined;
}

/** The links of a chain of members and calls from its root: `expect(x)`, `not`, `toBe(3)`. The root is '' when it has no name. */
export function chainOf(expression: SourceNode): readonly Link[] {
  const links: Link[] = [];
  let call: SourceNode | undefined;
  let node = bare(expression);
  while (node !== undefined) {
    if (node.type === 'call_expression') {
      call ??= node;
      node = bare(node.children[0]);
    } else if (node.type === 'member_expression') {
      const last = node.children.at(-1);
      links.push({ name: last === undefined ? '' : textOf(last), call });
      call = undefined;
      node = bare(node.children[0]);
    } else {
      const isName = node.type === 'identifier' || node.type === 'this' || childOf(node, '.') !== undefined;
      links.push({ name: isName ? textOf(node) : '', call });
      break;
    }
  }
  return links.reverse();
}
