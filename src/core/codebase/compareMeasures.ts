import type { CodeMeasures } from './measureCode';

/** What got better and what got worse, each in words with both numbers. */
export function compareMeasures(
  before: CodeMeasures,
  after: CodeMeasures,
): { readonly better: readonly string[]; readonly worse: readonly string[] } {
  const pairs: readonly (readonly [number, number, string])[] = [
    [before.lines, after.lines, 'lines of code'],
    [before.complexity, after.complexity, 'complexity in all'],
    [
      before.mostComplex?.complexity ?? 0,
      after.mostComplex?.complexity ?? 0,
      `complexity of the most complex function${namesOf(before, after)}`,
    ],
    [before.repeatedLines, after.repeatedLines, 'repeated lines'],
  ];
  const said = (isWanted: (was: number, is: number) => boolean) =>
    pairs.filter(([was, is]) => isWanted(was, is)).map(([was, is, what]) => `${what} ${was} -> ${is}`);
  return { better: said((was, is) => is < was), worse: said((was, is) => is > was) };
}

function namesOf({ mostComplex: was }: CodeMeasures, { mostComplex: is }: CodeMeasures): string {
  if (was === undefined || is === undefined) return '';
  return was.name === is.name ? ` (${is.name})` : ` (${was.name}, now ${is.name})`;
}
