import { posix } from 'node:path';
import type { TestImport } from '../../../core/testrun/report';
import { blankLiterals } from './blankLiterals';

const NAME = '[\\p{L}_$][\\p{L}\\p{N}_$]*';
/** `import a, { b as c } from "..."`, `export * from "..."`, `import "..."` */
const STATEMENT = /(?<![.\p{L}\p{N}_$])(?:import|export)\b(?:([\p{L}\p{N}_$\s{},*]*?)\bfrom)?\s*(?=['"])/gu;
/** `const { a } = require("...")`, `(await import("...")).a`, `require("...").a` */
const CALL = new RegExp(
  `(?:(${NAME}|\\{[^{}]*\\})\\s*=\\s*)?\\(?\\s*(?:await\\s+)?(?<![.\\p{L}\\p{N}_$])(?:require|import)\\s*\\(\\s*(?=['"])`,
  'gu',
);
const MEMBER = new RegExp(`^\\s*\\)\\s*\\)?\\s*\\.\\s*(${NAME})`, 'u');

export interface ScannedImport {
  /** As written: `../src/cart.js`, `left-pad`. */
  readonly specifier: string;
  /** From 1. */
  readonly line: number;
  /** Names as exported; empty for a whole module. */
  readonly names: readonly string[];
  /** `export * from "..."` */
  readonly passesAllOn: boolean;
}

/**
 * The relative imports of a JavaScript or TypeScript file, with their names as exported; the module as a workspace-relative
 * path.
 */
export function scanImports(file: string, text: string): readonly TestImport[] {
  return scanSpecifiers(text).flatMap(({ specifier, line, names }) => {
    const module = moduleInWorkspace(file, specifier);
    return module === undefined ? [] : { file, line, module, names };
  });
}

/** All imports. Comments, strings and expressions that only look like imports are passed over. */
export function scanSpecifiers(text: string): readonly ScannedImport[] {
  const code = blankLiterals(text);
  const found: (Omit<ScannedImport, 'line'> & { readonly at: number })[] = [];
  const add = (match: RegExpExecArray, namesOf: (end: number) => readonly string[]): void => {
    const open = match.index + match[0].length;
    const close = code.indexOf(code.charAt(open), open + 1);
    if (close < 0) return;
    const passesAllOn = /^export\s*\*\s*from/.test(match[0]);
    found.push({ at: match.index, specifier: text.slice(open + 1, close), names: namesOf(close + 1), passesAllOn });
  };
  for (const match of code.matchAll(STATEMENT)) add(match, () => clauseNames(match[1] ?? ''));
  for (const match of code.matchAll(CALL)) add(match, (end) => callNames(match[1] ?? '', code.slice(end, end + 200)));
  return found.sort((a, b) => a.at - b.at).map(({ at, ...rest }) => ({ ...rest, line: lineAt(text, at) }));
}

/** The workspace-relative path that a relative import of a file leads to, as written; undefined for any other import. */
export function moduleInWorkspace(file: string, specifier: string): string | undefined {
  if (!/^\.\.?\//.test(specifier)) return undefined;
  const path = posix.join(posix.dirname(file), specifier.replace(/[?#].*$/, ''));
  return path.startsWith('../') ? undefined : path;
}

function clauseNames(clause: string): readonly string[] {
  const [head = '', braces] = clause.split('{', 2);
  const first = head.split(',', 1)[0]?.trim() ?? '';
  const isName = first !== '' && first !== 'type' && !first.startsWith('*');
  const named = (braces?.replace('}', '') ?? '').split(',').map((item) => item.trim().replace(/^type\s+(?!as\b)/, ''));
  return [
    ...(isName ? ['default'] : []),
    ...named.map((item) => item.split(/\s/, 1)[0] ?? '').filter((name) => name !== ''),
  ];
}

function callNames(target: string, after: string): readonly string[] {
  const member = MEMBER.exec(after)?.[1];
  if (member !== undefined) return [member];
  if (!target.startsWith('{')) return [];
  const items = target
    .slice(1, -1)
    .split(',')
    .map((item) => item.trim());
  return items.map((item) => item.split(/[\s:=]/, 1)[0] ?? '').filter((name) => name !== '' && !name.startsWith('...'));
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
