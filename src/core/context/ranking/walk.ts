import type { LiveGraph } from './liveGraph';

/** Share of a file's weight that stays with it; the rest goes to what it uses and what uses it. */
const STAYS = 0.25;
/** Weight below which nothing is passed on: what is far is never touched. */
const LEAST = 1e-4;
const MOST_ROUNDS = 30;
/** A name that so many files define says nothing about which is meant. */
const MOST_DEFINERS = 6;
const MOST_LOOKED_AT = 64;
/** A file that so many import is known by all; those who import it have nothing else in common. */
const MOST_IMPORTERS = 60;
const IMPORT = 4;
const IMPORTED_BY = 0.6;

/**
 * How near files are to where the walk starts, in the graph of references: personalised PageRank by local push. `start` gives files
 * their share; what is given back sums up to at most as much. All files of one round are taken at once, so the order of their numbers
 * does not matter. After Andersen, Chung and Lang, "Local graph partitioning using PageRank vectors" (2006).
 */
export function walkFrom(start: ReadonlyMap<number, number>, live: LiveGraph): ReadonlyMap<number, number> {
  const near = new Map<number, number>();
  const edges = new Map<number, readonly Edge[]>();
  let waiting = new Map(start);
  for (let round = 0; round < MOST_ROUNDS && waiting.size > 0; round++) {
    const next = new Map<number, number>();
    for (const [file, weight] of waiting) {
      if (weight < LEAST) continue;
      near.set(file, (near.get(file) ?? 0) + STAYS * weight);
      const out = edges.get(file) ?? edgesOf(file, live);
      edges.set(file, out);
      for (const { to, share } of out) next.set(to, (next.get(to) ?? 0) + (1 - STAYS) * weight * share);
    }
    waiting = next;
  }
  return near;
}

interface Edge {
  readonly to: number;
  /** Of 1 in all. */
  readonly share: number;
}

/** What a file imports, who defines what it uses, and, with less weight, who imports it. */
function edgesOf(file: number, live: LiveGraph): readonly Edge[] {
  const { graph } = live;
  const weights = new Map<number, number>();
  const add = (to: number, weight: number): void => {
    if (to !== file) weights.set(to, (weights.get(to) ?? 0) + weight);
  };
  const imported = new Set(live.live(graph.importsOf(file)));
  for (const to of imported) add(to, IMPORT);
  const used = graph.usedIn(file);
  for (const [index, name] of used.names.entries()) {
    const meant = definersFor(name, imported, live);
    if (meant.includes(file)) continue;
    const weight = (live.rarity(name) * Math.sqrt(used.counts[index] ?? 1)) / Math.max(1, meant.length) / 4;
    for (const to of meant) add(to, weight);
  }
  const importers = graph.importersOf(file);
  if (live.count(importers) <= MOST_IMPORTERS) for (const from of live.live(importers)) add(from, IMPORTED_BY);
  let total = 0;
  for (const weight of weights.values()) total += weight;
  return [...weights].map(([to, weight]) => ({ to, share: weight / total }));
}

/** Who is meant by a name: of those who define it the ones that are imported, where there are any; nobody when too many define it. */
export function definersFor(name: number, imported: ReadonlySet<number>, live: LiveGraph): readonly number[] {
  const definers = live.graph.definersOf(name);
  if (live.count(definers) > MOST_LOOKED_AT) return [];
  const all = live.live(definers);
  const taken = all.filter((file) => imported.has(file));
  if (taken.length > 0) return taken;
  return all.length > MOST_DEFINERS ? [] : all;
}
