import { PathIndex } from '../graph/pathIndex';
import { resolveImport } from '../graph/resolveImport';
import { looksLikeTest } from '../looksLikeTest';
import type { Codebase, SourceFile } from './codebase';
import type { FileFacts } from './fileFacts';
import type { Manifest } from './manifests/manifest';
import { profiledLanguageOf } from './profiledLanguage';

/**
 * Joins what single files tell: which of them import each other.
 * @param listed all files of the folder
 * @param facts of source files, by path
 */
export function putTogether(
  listed: readonly string[],
  facts: ReadonlyMap<string, FileFacts>,
  manifests: readonly Manifest[],
): Codebase {
  const paths = [...facts.keys()].sort();
  const index = new PathIndex(paths);
  const namespaces = new Map<string, number[]>();
  for (const [number, path] of paths.entries())
    for (const name of facts.get(path)?.namespaces ?? [])
      namespaces.set(name, [...(namespaces.get(name) ?? []), number]);
  const targets = { paths: index, namespaces, found: new Map<string, readonly number[]>() };
  const files = paths.flatMap((path): readonly SourceFile[] => {
    const own = facts.get(path);
    const language = profiledLanguageOf(path);
    if (own === undefined || language === undefined) return [];
    const resolved = own.imports.map((module) => ({ module, numbers: resolveImport(path, module, targets) }));
    const numbers = new Set(resolved.flatMap((each) => each.numbers));
    const ownModules = resolved.filter((each) => each.numbers.length > 0).map(({ module }) => module);
    const uses = [...numbers].sort((one, other) => one - other).map((number) => paths[number] ?? '');
    return [{ path, language, isTest: looksLikeTest(path), facts: own, uses, ownModules }];
  });
  return { paths: listed, files, manifests: [...manifests].sort((a, b) => (a.path < b.path ? -1 : 1)) };
}
