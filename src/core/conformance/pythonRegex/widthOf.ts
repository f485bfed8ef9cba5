import type { PatternNode } from './patternNode';

/** How many characters a pattern matches at least and at most. */
export interface Width {
  readonly min: number;
  readonly max: number;
}

const NOTHING: Width = { min: 0, max: 0 };
const ONE: Width = { min: 1, max: 1 };

/** How many characters a pattern can take, at least and at most. */
export function widthOf(node: PatternNode): Width {
  switch (node.kind) {
    case 'set':
    case 'any':
      return ONE;
    case 'sequence':
      return node.items
        .map(widthOf)
        .reduce((sum, each) => ({ min: sum.min + each.min, max: sum.max + each.max }), NOTHING);
    case 'choice': {
      const all = node.branches.map(widthOf);
      return { min: Math.min(...all.map(({ min }) => min)), max: Math.max(...all.map(({ max }) => max)) };
    }
    case 'repeat': {
      const { min, max } = widthOf(node.body);
      // Nothing repeated for ever is still nothing.
      return { min: min * node.min, max: max === 0 ? 0 : node.max === 0 ? 0 : max * node.max };
    }
    case 'group':
    case 'atomic':
      return widthOf(node.body);
    case 'look':
    case 'boundary':
    case 'anchor':
      return NOTHING;
    case 'reference':
      return { min: 0, max: Number.POSITIVE_INFINITY };
  }
}
