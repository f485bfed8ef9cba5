import type { AnyGrammar, SyntaxTrees } from '../../codebase/syntaxTrees';
import { grammarOfPath } from '../../codebase/syntaxTrees';

const OF_SCRIPT = `[
  (function_declaration) (generator_function_declaration)
  (function_expression) (generator_function)
  (arrow_function) (method_definition)
] @function`;
/** Functions of the languages whose files run when they are loaded. */
const FUNCTIONS: Readonly<Partial<Record<AnyGrammar, string>>> = {
  python: '[(function_definition) (lambda)] @function',
  javascript: OF_SCRIPT,
  typescript: OF_SCRIPT,
  tsx: OF_SCRIPT,
};

/**
 * Of some lines of a file those that loading it runs: they stand in no function, or begin one that goes on in the next line. What is
 * in one line with its function counts as the function's. None where nothing runs by loading, and where nobody can tell.
 */
export async function loadedLines(
  { path, text }: { readonly path: string; readonly text: string },
  lines: readonly number[],
  trees: Pick<SyntaxTrees, 'matches'>,
): Promise<readonly number[]> {
  const grammar = grammarOfPath(path);
  const query = grammar && FUNCTIONS[grammar];
  const found = grammar && query && (await trees.matches(grammar, query, text));
  if (!found) return [];
  const lineOf = lineCounter(text);
  const inside = new Set<number>();
  for (const { start, end } of found.flat()) {
    const [first, last] = [lineOf(start), lineOf(end - 1)];
    for (let line = first === last ? first : first + 1; line <= last; line++) inside.add(line);
  }
  return lines.filter((line) => !inside.has(line));
}

/** From a place in the text, in characters from 0, to its line, from 1. */
function lineCounter(text: string): (at: number) => number {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return (at) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= at) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
