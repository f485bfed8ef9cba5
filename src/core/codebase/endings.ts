/** Endings of the paths of source files, for languages that have several. */
export const PYTHON_ENDINGS = ['py', 'pyi'] as const;
export const TYPESCRIPT_ENDINGS = ['ts', 'tsx', 'mts', 'cts'] as const;
export const JAVASCRIPT_ENDINGS = ['js', 'jsx', 'mjs', 'cjs'] as const;
/** Files that can import each other. */
export const SCRIPT_ENDINGS: readonly string[] = [...TYPESCRIPT_ENDINGS, ...JAVASCRIPT_ENDINGS];
export const CPP_ENDINGS = ['cc', 'cpp', 'cxx', 'hh', 'hpp', 'hxx'] as const;
/** Of C, too; a header does not say which of both it is. */
export const C_FAMILY_ENDINGS: readonly string[] = ['c', 'h', ...CPP_ENDINGS];

/** The same for each of the endings. */
export function eachWith<T>(endings: readonly string[], value: T): Readonly<Record<string, T>> {
  return Object.fromEntries(endings.map((ending) => [ending, value]));
}
