import type { YamlValue } from '../../lib/yamlNode';

/** Where tests are, as globs. */
export const TESTS = [
  '**/test/**',
  '**/tests/**',
  '**/__tests__/**',
  '**/*.{test,spec}.*',
  '**/test_*.py',
  '**/*_test.*',
];

const LIMITS = [
  ['max-cyclomatic-complexity', 'cyclomatic_complexity', 10, 'Functions have few ways through them'],
  ['max-function-length', 'function_length', 50, 'Functions are short'],
  ['max-nesting-depth', 'nesting_depth', 4, 'Code is not nested deep'],
  ['max-parameter-count', 'parameter_count', 5, 'Functions take few parameters'],
  ['max-class-size', 'class_size', 20, 'Classes have few methods'],
  ['max-imports', 'import_count', 30, 'Files import few others'],
] as const;

/** The usual limits of the six measures, as warnings. */
export const MEASURES: readonly YamlValue[] = LIMITS.map(([id, metric, threshold, name]) => ({
  ...{ id, name, type: 'ast_check', severity: 'warning', config: { metric, threshold } },
  applies_to: { exclude_paths: [...TESTS] },
  fix_hint: 'Take it apart: a name for each part says what it is for.',
}));
