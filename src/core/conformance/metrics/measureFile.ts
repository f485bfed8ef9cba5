import { readSymbols } from '../../codebase/symbols/readSymbols';
import { tableOfPath } from '../../codebase/symbols/tableOfPath';
import type { SyntaxTrees } from '../../codebase/syntaxTrees';
import type { FileMeasures } from './fileMeasures';
import { measureTree } from './measureTree';
import { METRIC_TABLES } from './metricTable';

/** `why` is a clause. */
interface NotMeasured {
  readonly kind: 'not measured';
  readonly why: string;
}

/** Measures a source file in a language of the symbol index. */
export async function measureFile(
  source: { readonly path: string; readonly text: string },
  trees: SyntaxTrees,
): Promise<FileMeasures | NotMeasured> {
  const grammar = tableOfPath(source.path)?.grammar;
  if (grammar === undefined) return notMeasured('code of its language is not measured here');
  const measured = await trees.read(grammar, source.text, (root) =>
    root.hasError ? 'broken' : measureTree(root, METRIC_TABLES[grammar]),
  );
  if (measured === 'broken') return notMeasured('a part of it cannot be parsed');
  const symbols = await readSymbols(source, trees);
  if (measured === undefined || symbols === undefined) return notMeasured('it is too long to be parsed');
  const perName = grammar === 'python';
  const imports = symbols.imports.reduce((sum, { names }) => sum + (perName ? Math.max(1, names.length) : 1), 0);
  return { kind: 'measured', ...measured, imports };
}

function notMeasured(why: string): NotMeasured {
  return { kind: 'not measured', why };
}
