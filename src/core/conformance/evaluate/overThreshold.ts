import type { CheckWork } from '../contracts/contract';
import type { FileMeasures } from '../metrics/fileMeasures';
import type { Metric } from '../metrics/metric';
import type { Breach } from './checkResult';

/** How a measure that is too high is told. */
const WORDS: Readonly<Record<Metric, (value: number) => string>> = {
  cyclomatic_complexity: (value) => `has a cyclomatic complexity of ${value}`,
  function_length: (value) => `has ${value} lines of code`,
  nesting_depth: (value) => `is nested ${value} deep`,
  parameter_count: (value) => `has ${value} parameters`,
  class_size: (value) => `has ${value} methods`,
  import_count: (value) => `has ${value} imports`,
};

/** What in a file measures more than a check allows, in the order of the source. */
export function overThreshold(
  path: string,
  { metric, threshold }: Extract<CheckWork, { type: 'ast_check' }>,
  measures: FileMeasures,
): readonly Omit<Breach, 'content'>[] {
  const tell = (name: string, line: number | undefined, value: number) =>
    value <= threshold
      ? []
      : [{ path, line, message: `${name} ${WORDS[metric](value)}; at most ${threshold} are allowed.` }];
  if (metric === 'import_count') return tell('The file', undefined, measures.imports);
  if (metric === 'class_size') return measures.classes.flatMap(({ name, line, methods }) => tell(name, line, methods));
  return measures.functions.flatMap((each) => tell(each.name, each.line, each[metric]));
}
