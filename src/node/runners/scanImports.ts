import { posix } from 'node:path';
import type { TestImport } from '../../core/testrun/report';

const STATIC = /^[ \t]*import\s+(?:([^'"();]*?)\s+from\s*)?['"](\.[^'"]*)['"]/gm;
const REQUIRED =
  /(?:const|let|var)\s+(\{[^}]*\}|[\w$]+)\s*=\s*(?:await\s+import|require)\s*\(\s*['"](\.[^'"]*)['"]\s*\)/g;

/** The names that a JavaScript test file takes from modules beside it; modules as workspace-relative paths. */
export function scanImports(text: string, file: string): readonly TestImport[] {
  const found: TestImport[] = [];
  for (const pattern of [STATIC, REQUIRED]) {
    for (const match of text.matchAll(pattern)) {
      const [, clause = '', specifier = ''] = match;
      const line = text.slice(0, match.index).split('\n').length;
      found.push({ file, line, module: posix.join(posix.dirname(file), specifier), names: namesIn(clause) });
    }
  }
  return found;
}

/** `{ a, b as c, type T }` names a, b and T; a default or namespace import names nothing to look for. */
function namesIn(clause: string): readonly string[] {
  const braces = /\{([^}]*)\}/.exec(clause)?.[1] ?? '';
  return braces
    .split(',')
    .map(
      (part) =>
        part
          .trim()
          .replace(/^type\s+/, '')
          .split(/\s+as\s+|\s*:\s*/)[0] ?? '',
    )
    .filter((name) => name !== '');
}
