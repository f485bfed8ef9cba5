import { PatternError } from './patternError';
import type { PatternNode } from './patternNode';

/**
 * Throws `PatternError` when a pattern looks for what a group matched and the group may not have matched: Python fails there, and
 * JavaScript goes on with nothing.
 */
export function checkReferences(tree: PatternNode): void {
  certainAfter(tree, new Set());
}

/** The groups that have matched, in the same round of every repetition, whenever the node has. */
function certainAfter(node: PatternNode, before: ReadonlySet<number>): ReadonlySet<number> {
  switch (node.kind) {
    case 'sequence':
      return node.items.reduce<ReadonlySet<number>>((certain, item) => certainAfter(item, certain), before);
    case 'choice': {
      const [first = before, ...others] = node.branches.map((branch) => certainAfter(branch, before));
      return new Set([...first].filter((group) => others.every((other) => other.has(group))));
    }
    case 'repeat': {
      const after = certainAfter(node.body, before);
      return node.min === 0 ? before : after;
    }
    case 'group':
      return new Set([...certainAfter(node.body, before), node.index]);
    case 'atomic':
      return certainAfter(node.body, before);
    case 'look': {
      const after = certainAfter(node.body, before);
      return node.isNegated ? before : after;
    }
    case 'reference':
      if (!before.has(node.index))
        throw new PatternError('untranslatable', 'it looks for what a group matched that may not have matched');
      return before;
    default:
      return before;
  }
}
