import type { PatternNode } from './patternNode';

/** How many steps a pattern has when what it repeats is written out, as engines do. */
export function sizeOf(node: PatternNode): number {
  switch (node.kind) {
    case 'sequence':
      return node.items.reduce((sum, item) => sum + sizeOf(item), 0);
    case 'choice':
      return node.branches.reduce((sum, branch) => sum + 1 + sizeOf(branch), 0);
    case 'repeat': {
      const rounds = node.max === Number.POSITIVE_INFINITY ? node.min + 1 : node.max;
      return 1 + sizeOf(node.body) * Math.max(1, rounds);
    }
    case 'group':
    case 'atomic':
    case 'look':
      return 1 + sizeOf(node.body);
    default:
      return 1;
  }
}
