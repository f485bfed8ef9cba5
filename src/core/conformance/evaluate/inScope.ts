import { tableOfPath } from '../../codebase/symbols/tableOfPath';
import type { ContractCheck, Scope } from '../contracts/contract';
import { languageNameOf } from '../contracts/languageNames';

/** Whether all scopes name a file. */
export function isInScope(scopes: readonly Scope[], path: string): boolean {
  return scopes.every(
    ({ languages, paths, excludePaths }) =>
      (languages === undefined || languages.includes(languageNameOf(path) ?? '')) &&
      (paths === undefined || paths.some((matches) => matches(path))) &&
      !excludePaths.some((matches) => matches(path)),
  );
}

/**
 * Whether a check of files is about one. Where it asks for syntax, it is not about files whose syntax nobody here can read, unless it
 * names their language: then it has to be said that it cannot be told.
 */
export function concerns({ scopes, work }: ContractCheck, path: string): boolean {
  if (!isInScope(scopes, path)) return false;
  if (work.type !== 'ast_check' && work.type !== 'lsp_query') return true;
  return tableOfPath(path) !== undefined || scopes.some(({ languages }) => languages !== undefined);
}

/** Whether a check of the project as a whole is about this project: it has a file of each scope's languages. */
export function isAboutProject(scopes: readonly Scope[], paths: readonly string[]): boolean {
  return scopes.every(
    ({ languages }) => languages === undefined || paths.some((path) => languages.includes(languageNameOf(path) ?? '')),
  );
}
