import type { Edge } from '../../kit/importGraph';
import { lineAt, maskSource } from '../../kit/maskSource';
import type { Sources } from '../../kit/sourceFiles';
import type { Breach } from './breach';

const EXPORTED =
  /(?<![\w$.#])export\s+(?:declare\s+|abstract\s+|async\s+)*(const|let|function\*?|class|enum|interface|type)\s+([\w$]+)/g;
// An entry point is called from outside.
const ENTRY_POINTS = ['src/extension.ts', 'src/cli.ts'];

/**
 * Exports of src that no other source uses: neither imported by one nor, for what a test looks at from inside, used in
 * their own file. Code that only a test calls is code that nobody needs.
 * @param graph the imports of the sources and of the tests
 */
export function unusedExportBreaches(sources: Sources, graph: readonly Edge[]): readonly Breach[] {
  const users = new Map<string, Set<string>>();
  for (const {
    from,
    target,
    import: { names },
  } of graph) {
    if (target.kind !== 'file') continue;
    for (const name of names) {
      const key = `${target.path} ${name}`;
      users.set(key, (users.get(key) ?? new Set()).add(from));
    }
  }
  return [...sources].flatMap(([file, text]) => {
    if (ENTRY_POINTS.includes(file) || file.endsWith('.d.ts')) return [];
    const { code } = maskSource(text);
    return [...code.matchAll(EXPORTED)].flatMap(({ 1: keyword = '', 2: name = '', index }) => {
      const by = [...(users.get(`${file} ${name}`) ?? []), ...(users.get(`${file} *`) ?? [])];
      if (by.some((user) => user.startsWith('src/'))) return [];
      const isUsedHere = code.split(new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`)).length > 2;
      // The shape of what an exported function takes or gives is public with it.
      if (isUsedHere && (by.length > 0 || keyword === 'type' || keyword === 'interface')) return [];
      const message = isUsedHere
        ? `${name} is used here only: do not export it`
        : `${name} is used by ${by.length === 0 ? 'nobody' : 'tests only'}: use it or remove it`;
      return [{ file, line: lineAt(code, index), message }];
    });
  });
}
