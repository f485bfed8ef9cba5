import type { Edge } from '../../kit/importGraph';
import type { Breach } from './breach';

/** The one file or folder (with `/` at its end) of src that imports a package. */
export type Homes = Readonly<Record<string, readonly string[]>>;

/** Imports of third-party packages and of Node outside their homes. */
export function homeBreaches(graph: readonly Edge[], homes: Homes): readonly Breach[] {
  return graph.flatMap((edge) => {
    const message = homeMessage(edge, homes);
    return message === undefined ? [] : [{ file: edge.from, line: edge.import.line, message }];
  });
}

function homeMessage({ from, target, import: { specifier } }: Edge, homes: Homes): string | undefined {
  if (target.kind === 'file') return undefined;
  if (target.kind === 'unknown') {
    return `imports ${specifier ?? 'a computed name'}: name one file of the repository, or a package, as a literal`;
  }
  if (target.kind === 'builtin') {
    if (from.startsWith('src/core/')) return `the core imports no Node module (${target.name}): take a port`;
    return target.name.startsWith('node:') ? undefined : `write node:${target.name}`;
  }
  const home = homes[target.name];
  if (home === undefined) return `${target.name} has no home: name one in test/rules/packages.test.ts`;
  const isHome = home.some((place) => (place.endsWith('/') ? from.startsWith(place) : from === place));
  return isHome ? undefined : `${target.name} is imported in ${home.join(', ')} only: use what is exported there`;
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
