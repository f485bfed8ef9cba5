import type { CodebaseGraph } from '../../codebase/graph/codebaseGraph';

/** The graph as if some of its files were not there. */
export interface LiveGraph {
  readonly graph: CodebaseGraph;
  readonly size: number;
  isLive(file: number): boolean;
  live(files: Iterable<number>): readonly number[];
  /** How many of them are there; quick for long lists. */
  count(files: Uint32Array): number;
  /** How much a name tells: much when few files use it. */
  rarity(name: number): number;
}

export function liveGraph(graph: CodebaseGraph, absent: readonly string[]): LiveGraph {
  const gone = new Set(absent.flatMap((path) => graph.fileNumber(path) ?? []));
  const size = graph.paths.length - gone.size;
  const isLive = (file: number): boolean => !gone.has(file);
  const live = (files: Iterable<number>): readonly number[] => {
    const all = [...files];
    return gone.size === 0 ? all : all.filter(isLive);
  };
  const count = (files: Uint32Array): number => {
    let lost = 0;
    for (const file of gone) if (files.includes(file)) lost++;
    return files.length - lost;
  };
  const usedByGone = new Map<number, number>();
  for (const file of gone)
    for (const name of graph.usedIn(file).names) usedByGone.set(name, (usedByGone.get(name) ?? 0) + 1);
  const rarity = (name: number): number =>
    Math.log(1 + size / (1 + graph.usersOf(name).length - (usedByGone.get(name) ?? 0)));
  return { graph, size, isLive, live, count, rarity };
}
