import type { CodebaseGraph } from '../../src/core/codebase/graph/codebaseGraph';

/** A file of a graph that is made by hand. */
export interface HandFile {
  readonly defines?: readonly string[];
  readonly uses?: readonly string[];
  /** Paths. */
  readonly imports?: readonly string[];
}

/** A graph of files as they are given, numbered in the order in which they are given. */
export function handGraph(files: Readonly<Record<string, HandFile>>): CodebaseGraph {
  const paths = Object.keys(files);
  const each = Object.values(files);
  const names = [...new Set(each.flatMap(({ defines = [], uses = [] }) => [...defines, ...uses]))];
  const fileNumbers = new Map(paths.map((path, file) => [path, file]));
  const nameNumbers = new Map(names.map((name, number) => [name, number]));
  const numbers = (of: ReadonlyMap<string, number>, keys: readonly string[] = []) =>
    Uint32Array.from(keys.flatMap((key) => of.get(key) ?? []));
  const filesThat = (holds: (file: HandFile) => boolean) =>
    Uint32Array.from([...each.keys()].filter((file) => holds(each[file] ?? {})));
  return {
    paths,
    names,
    fileNumber: (path) => fileNumbers.get(path),
    nameNumber: (name) => nameNumbers.get(name),
    definedIn: (file) => numbers(nameNumbers, each[file]?.defines),
    usedIn: (file) => {
      const used = numbers(nameNumbers, each[file]?.uses);
      return { names: used, counts: used.map(() => 1) };
    },
    importsOf: (file) => numbers(fileNumbers, each[file]?.imports),
    importersOf: (file) => filesThat(({ imports = [] }) => imports.includes(paths[file] ?? '')),
    definersOf: (name) => filesThat(({ defines = [] }) => defines.includes(names[name] ?? '')),
    usersOf: (name) => filesThat(({ uses = [] }) => uses.includes(names[name] ?? '')),
    bytesOf: () => 100,
  };
}
