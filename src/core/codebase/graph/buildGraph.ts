import type { CodebaseGraph } from './codebaseGraph';
import type { GraphFile } from './graphFile';
import type { NameTable } from './nameTable';
import { NumberSlab } from './numberSlab';
import { folderOf, PathIndex } from './pathIndex';
import type { ImportTargets } from './resolveImport';
import { resolveImport } from './resolveImport';

/** The graph of these files, whose names are numbered by `names`; names that come later are not in it. */
export function buildGraph(files: readonly GraphFile[], names: NameTable): CodebaseGraph {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const paths = sorted.map(({ path }) => path);
  const known = names.names.slice();
  const imports = resolveAll(sorted, paths);
  const importers = turned(imports, paths.length);
  const definers = turned(
    sorted.map(({ defined }) => defined),
    known.length,
  );
  const users = turned(
    sorted.map(({ used }) => used),
    known.length,
  );
  const at = (number: number): GraphFile => {
    const file = sorted[number];
    if (file === undefined) throw new RangeError(`there is no file ${number}`);
    return file;
  };
  return {
    paths,
    names: known,
    fileNumber: (path) => placeOf(path, paths),
    nameNumber(name) {
      const number = names.find(name);
      return number !== undefined && number < known.length ? number : undefined;
    },
    definedIn: (file) => at(file).defined,
    usedIn: (file) => ({ names: at(file).used, counts: at(file).counts }),
    importsOf: (file) => imports[file] ?? NONE,
    importersOf: (file) => importers(file),
    definersOf: (name) => definers(name),
    usersOf: (name) => users(name),
    bytesOf: (file) => at(file).bytes,
  };
}

const NONE = new Uint32Array();
const TAKES_MODULES = /\.(py|pyi|rs)$/;

function resolveAll(files: readonly GraphFile[], paths: readonly string[]): readonly Uint32Array[] {
  const namespaces = new Map<string, number[]>();
  for (const [number, file] of files.entries())
    for (const name of file.namespaces) namespaces.set(name, [...(namespaces.get(name) ?? []), number]);
  // What is made for it takes more room than the graph itself, and is let go behind it.
  const index = new PathIndex(paths);
  const slab = new NumberSlab();
  let folder = '';
  let targets: ImportTargets = { paths: index, namespaces, found: new Map<string, readonly number[]>() };
  return files.map(({ path, imports }) => {
    if (imports.length === 0) return NONE;
    if (folderOf(path) !== folder) {
      folder = folderOf(path);
      targets = { ...targets, found: new Map() };
    }
    const resolved = new Set(imports.flatMap((each) => resolveAny(path, each, targets)));
    if (resolved.size === 0) return NONE;
    const kept = slab.take(resolved.size);
    kept.set([...resolved]);
    return kept.sort();
  });
}

/** A name that is taken from a module may be a module itself. */
function resolveAny(path: string, imported: string, targets: ImportTargets): readonly number[] {
  const names = TAKES_MODULES.exec(path);
  if (names === null || !imported.includes(' ')) return resolveImport(path, imported, targets);
  const [module = '', ...taken] = imported.split(' ');
  const between = names[1] === 'rs' ? '::' : module.endsWith('.') ? '' : '.';
  const modules = [module, ...taken.map((name) => module + between + name)];
  return modules.flatMap((each) => resolveImport(path, each, targets));
}

/** In a sorted list. */
function placeOf(path: string, paths: readonly string[]): number | undefined {
  let [low, high] = [0, paths.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = paths[middle] ?? '';
    if (found === path) return middle;
    if (found < path) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}

/** Of lists of numbers, where each number stands: the other direction of a relation, each list in ascending order. */
function turned(lists: readonly Uint32Array[], size: number): (number: number) => Uint32Array {
  const starts = new Uint32Array(size + 1);
  for (const list of lists) for (const number of list) starts[number + 1] = (starts[number + 1] ?? 0) + 1;
  for (let number = 0; number < size; number++) starts[number + 1] = (starts[number + 1] ?? 0) + (starts[number] ?? 0);
  const places = new Uint32Array(starts[size] ?? 0);
  const next = starts.slice();
  for (const [place, list] of lists.entries()) {
    for (const number of list) {
      places[next[number] ?? 0] = place;
      next[number] = (next[number] ?? 0) + 1;
    }
  }
  return (number) => places.subarray(starts[number] ?? 0, starts[number + 1] ?? starts[number] ?? 0);
}
