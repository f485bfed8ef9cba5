import type { SyntaxNode } from '../codebase/syntaxTrees';
import type { LiteralValue } from './workaroundLiteral';

/** A place where code gives a certain answer for a certain input, or lists it among others. */
export interface SpecialCase {
  readonly at: SyntaxNode;
  /** All that the input is compared with. */
  readonly inputs: readonly LiteralValue[];
  /** What is given then; undefined for a place in a list without answers. */
  readonly output: LiteralValue | undefined;
}

/** Cases that belong together: those of one function, or of one table. */
export interface CaseGroup {
  readonly kind: 'branches' | 'table' | 'list';
  readonly at: SyntaxNode;
  readonly cases: readonly SpecialCase[];
}
