import type { CodebaseQuery } from '../codebaseSearch';
import { indexOf, nameOf } from './graphIndex';
import type { LiveGraph } from './liveGraph';
import { stemsOf } from './stem';
import { definersFor } from './walk';

/** What the texts of a query say about files. */
export interface Mentions {
  /** By file: how much of what it defines is named, exactly as it is written. */
  readonly exact: ReadonlyMap<number, number>;
  /** By file: how well the words of its name and of what it defines fit those of the texts (BM25). */
  readonly words: ReadonlyMap<number, number>;
  /** By file: how much it uses of what is named and nobody defines, as who will call it does. */
  readonly callers: ReadonlyMap<number, number>;
  /** By file: the definition of it that tells most of those named. */
  readonly best: ReadonlyMap<number, string>;
}

const IDENTIFIER = /[\p{L}_$][\p{L}\p{N}_$]*/gu;
/** A single lower-case word is more often plain English than a name. */
const PLAIN_WORD = /^\p{Ll}+$/u;
const PLAIN = 0.3;
const SHORTEST_NAME = 3;
/** A name with that many users is no trace of who will call what is to be written. */
const MOST_CALLERS = 20;
/** A stem in that many names, or files, is too common to tell, and too long to look through. */
const MOST_NAMES = 2_000;
/** Of the path of a file that the work is about, against one mention in a text. */
const PATH_WEIGHT = 3;
const SATURATION = 1.2;
const LENGTH_SHARE = 0.5;
/** How much a word of the file's own name counts, against one of what it defines. */
const OWN_NAME = 3;

export function mentionsOf(query: CodebaseQuery, live: LiveGraph): Mentions {
  const { graph } = live;
  const said = wordsSaid(query, live);
  const imported = new Set(seedsIn(query, live).flatMap((file) => live.live(graph.importsOf(file))));
  const exact = new Map<number, number>();
  const callers = new Map<number, number>();
  const best = new Map<number, { readonly name: string; readonly weight: number }>();
  for (const [word, weight] of said) {
    const name = graph.nameNumber(word);
    if (name === undefined || word.length < SHORTEST_NAME) continue;
    const tells = weight * live.rarity(name) * (PLAIN_WORD.test(word) ? PLAIN : 1);
    const meant = definersFor(name, imported, live);
    for (const file of meant) {
      const share = tells / Math.sqrt(meant.length);
      add(exact, file, share);
      if (share > (best.get(file)?.weight ?? 0)) best.set(file, { name: word, weight: share });
    }
    if (live.count(graph.definersOf(name)) > 0 || live.count(graph.usersOf(name)) > MOST_CALLERS) continue;
    for (const file of live.live(graph.usersOf(name))) add(callers, file, tells);
  }
  return {
    exact,
    words: wordFit(query, said, live),
    callers,
    best: new Map([...best].map(([file, { name }]) => [file, name])),
  };
}

/** Files that the work is about and that are there. */
export function seedsIn(query: CodebaseQuery, live: LiveGraph): readonly number[] {
  return live.live(new Set(query.seeds.flatMap((path) => live.graph.fileNumber(path) ?? [])));
}

/** Each identifier of the texts, and each name that the seeds use, with its weight: often tells more than once, but not as often. */
export function wordsSaid(query: CodebaseQuery, live: LiveGraph): ReadonlyMap<string, number> {
  const said = new Map<string, number>();
  for (const { text, weight } of query.texts) {
    const counts = new Map<string, number>();
    for (const [word] of text.matchAll(IDENTIFIER)) add(counts, word, 1);
    for (const [word, count] of counts) add(said, word, weight * (1 + Math.log(count)));
  }
  for (const file of seedsIn(query, live)) {
    const { names, counts } = live.graph.usedIn(file);
    for (const [index, name] of names.entries())
      add(said, live.graph.names[name] ?? '', 1 + Math.log(counts[index] ?? 1));
  }
  return said;
}

/** BM25 over the words of each file's name and of what it defines. */
function wordFit(
  query: CodebaseQuery,
  said: ReadonlyMap<string, number>,
  live: LiveGraph,
): ReadonlyMap<number, number> {
  const { graph } = live;
  const index = indexOf(graph);
  const wanted = new Map<string, number>();
  for (const [word, weight] of said) for (const stem of new Set(stemsOf(word))) add(wanted, stem, weight);
  for (const path of query.seeds) for (const stem of new Set(stemsOf(nameOf(path)))) add(wanted, stem, PATH_WEIGHT);
  const fit = new Map<number, number>();
  for (const [stem, weight] of wanted) {
    const names = index.namesWith(stem);
    const named = index.filesWith(stem);
    if (names.length > MOST_NAMES || named.length > MOST_NAMES) continue;
    const counts = new Map<number, number>();
    for (const file of live.live(named)) add(counts, file, OWN_NAME);
    for (const name of names) for (const file of live.live(graph.definersOf(name))) add(counts, file, 1);
    const tells = Math.log(1 + live.size / (1 + counts.size)) * Math.sqrt(weight);
    for (const [file, count] of counts) {
      const length = 1 - LENGTH_SHARE + (LENGTH_SHARE * graph.definedIn(file).length) / USUAL_DEFINITIONS;
      add(fit, file, (tells * count * (SATURATION + 1)) / (count + SATURATION * length));
    }
  }
  return fit;
}

const USUAL_DEFINITIONS = 12;

function add<K>(sums: Map<K, number>, key: K, amount: number): void {
  sums.set(key, (sums.get(key) ?? 0) + amount);
}
