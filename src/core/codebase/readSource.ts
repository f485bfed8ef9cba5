import type { SyntaxNode, SyntaxTrees } from './syntaxTrees';
import { grammarOfPath } from './syntaxTrees';

/** Whoever goes through a tree calls himself for each level; sources that are written to break that are not read. */
const DEEPEST = 1_000;

/** Gives what `read` makes of a source; undefined when there is no grammar for it, or when it is nested beyond all reason. */
export async function readSource<T>(
  { path, text }: { readonly path: string; readonly text: string },
  trees: SyntaxTrees,
  read: (root: SyntaxNode) => T,
): Promise<T | undefined> {
  const grammar = grammarOfPath(path);
  if (grammar === undefined) return undefined;
  return trees.read(grammar, text, (root) => (isTooDeep(root) ? undefined : read(root)));
}

function isTooDeep(root: SyntaxNode): boolean {
  let level: readonly SyntaxNode[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return true;
    level = level.flatMap((node) => node.children.filter((child) => child !== null));
  }
  return false;
}
