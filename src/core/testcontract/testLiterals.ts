// PLACEHOLDER so that the tree loads: the helper of this folder replaces it.
import type { SyntaxTrees } from '../codebase/syntaxTrees';
import type { ContractSource } from './readTestContract';
export interface TestLiteral {
  readonly file: string;
  readonly line: number;
  readonly test: string;
  readonly literal: string;
  readonly role: 'input' | 'expected';
}
export async function testLiterals(
  _files: readonly ContractSource[],
  _trees: SyntaxTrees,
): Promise<readonly TestLiteral[]> {
  return [];
}
