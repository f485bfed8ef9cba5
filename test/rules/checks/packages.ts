import type { Edge } from '../../kit/importGraph';
import type { Breach } from './breach';

/** The one file or folder (with `/` at its end) of src that imports a package. */
export type Homes = Readonly<Record<string, readonly string[]>>;

/** Imports of third-party packages and of Node outside their homes. */
export function homeBreaches(graph: readonly Edge[], homes: Homes): readonly Breach[] {
  return graph.flatMap(({ from, target, import: { line, specifier } }) => {
    const breach = (message: string): Breach[] => [{ file: from, line, message }];
    switch (target.kind) {
      case 'file':
        return [];
      case 'unknown':
        return breach(`imports ${specifier ?? 'a computed name'}: name one file of the repository, or a package, as a literal`);
      case 'builtin':
        if (from.startsWith('src/core/')) return breach(`the core imports no Node module (${target.name}): take a port`);
        return target.name.startsWith('node:') ? [] : breach(`write node:${target.name}`);
      case 'package': {
        const home = homes[target.name];
        if (home === undefined) return breach(`${target.name} has no home: name one in test/rules/packages.test.ts`);
        const isHome = home.some((place) => (place.endsWith('/') ? from.startsWith(place) : from === place));
        return isHome ? [] : breach(`${target.name} is imported in ${home.join(', ')} only: use what is exported there`);
      }
    }
  });
}

/** Imports of packages that package.json does not declare. */
export function undeclaredBreaches(graph: readonly Edge[], declared: readonly string[]): readonly Breach[] {
  return graph.flatMap(({ from, target, import: { line } }) => {
    if (target.kind !== 'package' || target.name === 'vscode' || declared.includes(target.name)) return [];
    return [{ file: from, line, message: `${target.name} is not declared in package.json` }];
  });
}

/** Declared packages that no source imports. */
export function unusedPackages(graph: readonly Edge[], declared: readonly string[]): readonly string[] {
  const used = new Set(graph.flatMap(({ target }) => (target.kind === 'package' ? [target.name] : [])));
  return declared.filter((name) => !used.has(name));
}
