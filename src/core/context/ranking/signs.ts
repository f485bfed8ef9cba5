import type { CodebaseGraph } from '../../codebase/graph/codebaseGraph';
import type { CodebaseQuery } from '../codebaseSearch';
import { liveGraph } from './liveGraph';
import { mentionsOf, seedsIn } from './mentions';
import { neighboursOf } from './neighbours';
import { walkFrom } from './walk';

/** What speaks for a file. */
export const SIGNS = [
  'imported',
  'walk',
  'exact',
  'words',
  'besides',
  'alike',
  'callers',
  'near',
  'packaged',
  'children',
  'popular',
  'busy',
  'unused',
] as const;
type AboutFile = 'popular' | 'busy' | 'unused';
export type Sign = (typeof SIGNS)[number];

export interface Signs {
  /** By sign and file, from 0 to 1; a file that a sign does not speak for is not in its map. */
  readonly of: Readonly<Record<Sign, ReadonlyMap<number, number>>>;
  /** By file: the seed that imports it. */
  readonly importedBy: ReadonlyMap<number, number>;
  /** By file: what it defines and the texts name. */
  readonly named: ReadonlyMap<number, string>;
}

/** All that speaks for files; looks only at what is near. */
export function signsFor(graph: CodebaseGraph, query: CodebaseQuery): Signs {
  const live = liveGraph(graph, query.absent ?? []);
  const seeds = seedsIn(query, live);
  const mentions = mentionsOf(query, live);
  const neighbours = neighboursOf(query, mentions.words, live);
  const importedBy = new Map(
    seeds.flatMap((file) => live.live(graph.importsOf(file)).map((to) => [to, file] as const)),
  );
  const start = new Map<number, number>();
  spread(start, new Map(seeds.map((file) => [file, 1])), 0.5);
  spread(start, mentions.exact, 0.3);
  spread(start, neighbours.besides, 0.2);
  const of: Readonly<Record<Exclude<Sign, AboutFile>, ReadonlyMap<number, number>>> = {
    imported: new Map([...importedBy].map(([file, by]) => [file, takesFrom(by, file, graph) ? 1 : UNUSED_IMPORT])),
    walk: scaled(walkFrom(start, live), 0.5),
    exact: scaled(mentions.exact, 0.5),
    words: scaled(mentions.words, 1),
    besides: neighbours.besides,
    alike: neighbours.alike,
    callers: scaled(mentions.callers, 1),
    near: new Map(neighbours.here.map((file) => [file, 1])),
    packaged: neighbours.packaged,
    children: new Map(neighbours.children.map((file) => [file, 1])),
  };
  const found = new Set(Object.values(of).flatMap((values) => [...values.keys()]));
  const count = (of: (file: number) => number) => new Map([...found].map((file) => [file, Math.log(1 + of(file))]));
  const about = {
    popular: scaled(
      count((file) => live.count(graph.importersOf(file))),
      1,
    ),
    busy: scaled(
      count((file) => live.count(graph.importsOf(file))),
      1,
    ),
    unused: new Map([...found].filter((file) => live.count(graph.importersOf(file)) === 0).map((file) => [file, 1])),
  };
  return { of: { ...of, ...about }, importedBy, named: mentions.best };
}

/** Of a package all files are imported, and few of them are meant. */
const UNUSED_IMPORT = 0.3;

function takesFrom(file: number, imported: number, graph: CodebaseGraph): boolean {
  const used = new Set(graph.usedIn(file).names);
  return graph.definedIn(imported).some((name) => used.has(name));
}

function spread(start: Map<number, number>, from: ReadonlyMap<number, number>, share: number): void {
  let total = 0;
  for (const weight of from.values()) total += weight;
  for (const [file, weight] of from) start.set(file, (start.get(file) ?? 0) + (share * weight) / total);
}

/** From 0 to 1 by the greatest; with a power below 1, so that the first does not outshine all others. */
function scaled(values: ReadonlyMap<number, number>, power: number): ReadonlyMap<number, number> {
  let most = Number.MIN_VALUE;
  for (const value of values.values()) most = Math.max(most, value);
  return new Map([...values].map(([file, value]) => [file, (value / most) ** power]));
}
