export const METRICS = [
  ...(['cyclomatic_complexity', 'function_length', 'nesting_depth'] as const),
  ...(['parameter_count', 'class_size', 'import_count'] as const),
] as const;
export type Metric = (typeof METRICS)[number];
