import type { Edge } from '../../kit/importGraph';
import type { Sources } from '../../kit/sourceFiles';
import type { Breach } from './breach';
import { codeBreaches } from './words';

export type Reserved = {
  /** With the flag `g`; looked for in code, not in comments and texts. */
  readonly pattern: RegExp;
  /** The files, or folders with `/` at their end, where it may stand. */
  readonly homes: readonly string[];
  readonly message: string;
};

/** Code that is reserved for a few files, elsewhere; and files that are on the list and no longer need to be. */
export function reservedBreaches(sources: Sources, { pattern, homes, message }: Reserved): readonly Breach[] {
  const found = codeBreaches(sources, pattern, message);
  const idle = homes.filter((home) => !found.some(({ file }) => isIn(file, home)));
  return [
    ...found.filter(({ file }) => !homes.some((home) => isIn(file, home))),
    ...idle.map((home) => ({ file: home, line: 1, message: 'needs no exception any more: take it off the list' })),
  ];
}

/** Imports of the named exports of Node modules, outside the files that may have them. `import *` counts as all names. */
export function reservedImportBreaches(
  graph: readonly Edge[],
  reserved: { readonly modules: RegExp; readonly names?: readonly string[]; readonly homes: readonly string[] },
): readonly Breach[] {
  const { modules, names, homes } = reserved;
  const found = graph.filter(({ target, import: taken }) => {
    if (target.kind !== 'builtin' || !modules.test(target.name) || taken.typeOnly) return false;
    const isAll = taken.names.some((name) => name === '*' || name === 'default') || taken.names.length === 0;
    return isAll || names === undefined || taken.names.some((name) => names.includes(name));
  });
  const outside = found.filter(({ from }) => !homes.some((home) => isIn(from, home)));
  const idle = homes.filter((home) => !found.some(({ from }) => isIn(from, home)));
  return [
    ...outside.map(({ from, import: { line, specifier, names: taken } }) => ({
      file: from,
      line,
      message: `${taken.join(', ')} of ${specifier} is for ${homes.join(', ') || 'nobody'}: go through what is there`,
    })),
    ...idle.map((home) => ({ file: home, line: 1, message: 'needs no exception any more: take it off the list' })),
  ];
}

function isIn(file: string, home: string): boolean {
  return home.endsWith('/') ? file.startsWith(home) : file === home;
}
