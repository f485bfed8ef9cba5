// PLACEHOLDER so that the tree loads: the helper of this file replaces it.
import type { SyntaxTrees } from '../codebase/syntaxTrees';
import type { ContractSource } from './readTestContract';
import type { TestLiteral } from './testLiterals';
import type { Workaround } from './workaround';
export async function findWorkarounds(
  _about: { readonly subject: readonly ContractSource[]; readonly literals: readonly TestLiteral[]; readonly testFiles: readonly string[] },
  _trees: SyntaxTrees,
): Promise<readonly Workaround[]> {
  return [];
}
