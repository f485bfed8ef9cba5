import type { Scope } from '../contracts/contract';
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

/** Whether a check of the project as a whole is about this project: it has a file of each scope's languages. */
export function isAboutProject(scopes: readonly Scope[], paths: readonly string[]): boolean {
  return scopes.every(
    ({ languages }) => languages === undefined || paths.some((path) => languages.includes(languageNameOf(path) ?? '')),
  );
}
