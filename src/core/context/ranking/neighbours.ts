import { looksLikeTest } from '../../codebase/looksLikeTest';
import type { CodebaseQuery } from '../codebaseSearch';
import { folderOf, indexOf, nameOf } from './graphIndex';
import type { LiveGraph } from './liveGraph';
import { seedsIn } from './mentions';
import { stemsOf } from './stem';

/** What the files around the work import: what is written there next will likely import it too. */
export interface Neighbours {
  /** By file: share of the files in the same folder that import it, of 1. */
  readonly besides: ReadonlyMap<number, number>;
  /** By file: share of the files whose words fit best that import it. */
  readonly alike: ReadonlyMap<number, number>;
  /** By file: share of the files of its package that use what it defines, in languages where they need not import it. */
  readonly packaged: ReadonlyMap<number, number>;
  /** Files that stand in the folders of the work's own files, tests left out. */
  readonly here: readonly number[];
  /** Files of the folder for which a file of the work stands, as `cart/mod.rs` or `cart.rs` does for `cart/`. */
  readonly children: readonly number[];
}

const MOST_ALIKE = 30;
/** Of a package all files are imported, and few of them are meant. */
const UNUSED_IMPORT = 0.3;
/** Shares of a folder with few files say little. */
const SMOOTH = 1;
/** How much more a neighbour counts for each word that its name has in common with the work's. */
const ALIKE = 2;

export function neighboursOf(query: CodebaseQuery, words: ReadonlyMap<number, number>, live: LiveGraph): Neighbours {
  const written = query.seeds.filter((path) => !looksLikeTest(path));
  const about = written.length > 0 ? written : query.seeds;
  const folders = [...new Set(about.map(folderOf))];
  const stems = new Set(about.flatMap((path) => stemsOf(nameOf(path))));
  const index = indexOf(live.graph);
  const here = folders.flatMap((folder) => index.filesIn(folder));
  const seeds = new Set(query.seeds);
  const others = (files: readonly number[]) =>
    live.live(new Set(files)).filter((file) => {
      const path = live.graph.paths[file] ?? '';
      return !seeds.has(path) && !looksLikeTest(path);
    });
  const likeness = (file: number): number =>
    1 + ALIKE * stemsOf(nameOf(live.graph.paths[file] ?? '')).filter((stem) => stems.has(stem)).length;
  const fitting = others([...words.keys()])
    .sort((a, b) => (words.get(b) ?? 0) - (words.get(a) ?? 0) || byPath(live, a, b))
    .slice(0, MOST_ALIKE);
  return {
    besides: shares(others(here), likeness, live),
    alike: shares(fitting, (file) => (words.get(file) ?? 0) ** 2, live),
    packaged: usedInPackage(live.live(new Set(here)), seedsIn(query, live), live),
    here: live.live(new Set(here)),
    children: live.live(new Set(about.flatMap((path) => index.filesIn(folderFor(path))))),
  };
}

const FOLDER_FILE = /(?:^|\/)(?:mod|index|__init__)\.\w+$/;

/** The folder for which a file stands, there or not. */
function folderFor(path: string): string {
  return FOLDER_FILE.test(path) ? folderOf(path) : path.replace(/\.\w+$/, '');
}

/** Files in these languages see each other when they stand in one folder. */
const NEEDS_NO_IMPORT = /\.(?:go|java|kt|cs)$/;

function usedInPackage(
  here: readonly number[],
  seeds: readonly number[],
  live: LiveGraph,
): ReadonlyMap<number, number> {
  const { graph } = live;
  const users = [...new Set([...here, ...seeds])].filter((file) => NEEDS_NO_IMPORT.test(graph.paths[file] ?? ''));
  const used = users.map((file) => ({ file, names: new Set(graph.usedIn(file).names) }));
  const shares = new Map<number, number>();
  for (const file of here) {
    if (!NEEDS_NO_IMPORT.test(graph.paths[file] ?? '')) continue;
    const own = graph.definedIn(file);
    const by = used.filter((user) => user.file !== file && own.some((name) => user.names.has(name))).length;
    if (by > 0) shares.set(file, by / (users.length + SMOOTH));
  }
  return shares;
}

function byPath({ graph }: LiveGraph, a: number, b: number): number {
  return (graph.paths[a] ?? '') < (graph.paths[b] ?? '') ? -1 : 1;
}

/** By file: the share of `files` that import it, each with its weight. */
function shares(
  files: readonly number[],
  weightOf: (file: number) => number,
  live: LiveGraph,
): ReadonlyMap<number, number> {
  const { graph } = live;
  const sums = new Map<number, number>();
  let total = SMOOTH;
  for (const file of files) {
    const imports = live.live(graph.importsOf(file));
    if (imports.length === 0) continue;
    const weight = weightOf(file);
    total += weight;
    const used = new Set(graph.usedIn(file).names);
    for (const imported of imports) {
      const share = graph.definedIn(imported).some((name) => used.has(name)) ? weight : weight * UNUSED_IMPORT;
      sums.set(imported, (sums.get(imported) ?? 0) + share);
    }
  }
  return new Map([...sums].map(([file, sum]) => [file, sum / total]));
}
