import { C_FAMILY_ENDINGS, SCRIPT_ENDINGS } from '../codebase/endings';
import type { CodebaseGraph } from '../codebase/graph/codebaseGraph';
import { looksLikeTest } from '../codebase/looksLikeTest';
import type { CodebaseQuery } from './codebaseSearch';
import { PINNED } from './contextChoices';
import type { Sign } from './ranking/signs';
import { SIGNS, signsFor } from './ranking/signs';

export interface RankedFile {
  /** Its number in the graph. */
  readonly file: number;
  /** From 0 to 1, about as likely as it matters; far more for what is asked for by its path. */
  readonly score: number;
  /** Why, for people, the weightiest first. */
  readonly reasons: readonly string[];
}

/** How much each sign raises the odds that a file matters; fitted to what modules of open projects really import. */
const WEIGHTS: Readonly<Record<Sign, number>> = {
  imported: 0.8,
  walk: 3.3,
  exact: 0.1,
  words: 0.9,
  besides: 2.7,
  alike: 1.4,
  callers: 1,
  near: 0.95,
  packaged: 3.5,
  children: 3.5,
  popular: 1.6,
  busy: -0.8,
  unused: -0.4,
};
/** The odds of a file for which nothing speaks. */
const BEFORE = -6.1;
const TEST = -2.2;

const GENERATED = 0.2;
const OTHER_LANGUAGE = 0.3;
const ASIDE = 0.5;
/** What is added for a file that is asked for by its path. */
const NAMED_SCORE = 1_000;
const PINNED_SCORE = 1_000_000;
const GENERATED_PATH =
  /(?:^|\/)(?:dist|build|generated|__generated__|gen|vendor|third_party|node_modules)\/|\.min\.|_pb2(?:_grpc)?\.py$|\.pb\.go$|\.g\.cs$|\.generated\./i;
const ASIDE_PATH = /(?:^|\/)(?:docs?|examples?|samples?|demos?|bench(?:mark)?s?|scripts?|migrations?|tools)\//i;

/**
 * The files of a codebase that matter for the work, best first; ties by path. Looks only at what is near: what the work's files refer
 * to and what refers to them, who defines what the texts name, and what the neighbours import. Pure; the numbers that files have in the
 * graph make no difference.
 */
export function rankFiles(graph: CodebaseGraph, query: CodebaseQuery): readonly RankedFile[] {
  const signs = signsFor(graph, query);
  const { whyNamed = 'named outright' } = query;
  const numbersOf = (paths: readonly string[]) => paths.flatMap((path) => graph.fileNumber(path) ?? []);
  const asked = new Map(numbersOf(query.named).map((file) => [file, { score: NAMED_SCORE, reason: whyNamed }]));
  for (const file of numbersOf(query.pinned)) asked.set(file, { score: PINNED_SCORE, reason: PINNED });
  const never = new Set([...query.seeds, ...query.without, ...(query.absent ?? [])]);
  const kinds = new Set(query.seeds.map(kindOf));
  const found = new Set([...asked.keys(), ...SIGNS.flatMap((sign) => [...signs.of[sign].keys()])]);
  const ranked: RankedFile[] = [];
  for (const file of found) {
    const path = graph.paths[file] ?? '';
    if (never.has(path) || (query.only === 'tests' && !looksLikeTest(path))) continue;
    const outright = asked.get(file);
    const parts = SIGNS.map((sign) => ({ sign, part: WEIGHTS[sign] * (signs.of[sign].get(file) ?? 0) }));
    const before = BEFORE + (query.only === undefined && looksLikeTest(path) ? TEST : 0);
    const odds = parts.reduce((all, { part }) => all + part, before);
    const score = rounded(discount(path, kinds) / (1 + Math.exp(-odds))) + (outright?.score ?? 0);
    const told = parts.filter(({ part }) => part > 0).sort((a, b) => clarity(b) - clarity(a));
    const reasons = told.map(({ sign }) =>
      REASONS[sign](graph, { file, by: signs.importedBy.get(file), named: signs.named.get(file) }),
    );
    ranked.push({ file, score, reasons: outright === undefined ? reasons : [outright.reason, ...reasons] });
  }
  return ranked.sort(
    (a, b) => b.score - a.score || ((graph.paths[a.file] ?? '') < (graph.paths[b.file] ?? '') ? -1 : 1),
  );
}

/** What is in the sum of all files tells people little. */
const VAGUE: ReadonlySet<Sign> = new Set(['walk', 'popular', 'busy', 'callers']);
const VAGUE_SHARE = 0.1;

/** How much of a score a reason explains, and how well. */
function clarity({ sign, part }: { readonly sign: Sign; readonly part: number }): number {
  return VAGUE.has(sign) ? part * VAGUE_SHARE : part;
}

/** What a reason speaks of. */
interface About {
  readonly file: number;
  /** The seed that imports the file. */
  readonly by: number | undefined;
  /** What the file defines and the texts name. */
  readonly named: string | undefined;
}

const REASONS: Readonly<Record<Sign, (graph: CodebaseGraph, about: About) => string>> = {
  imported: (graph, { by }) => `imported by ${graph.paths[by ?? 0]}`,
  walk: () => 'near in the graph of who uses whom',
  exact: (_, { named }) => `defines ${named}, which is named`,
  words: () => 'speaks of the same things',
  besides: () => 'imported by files of the same folder',
  alike: () => 'imported by files about the same things',
  callers: () => 'uses names that the specification gives',
  near: () => 'in the same folder',
  packaged: () => 'used in its package',
  children: () => 'in the folder for which the module stands',
  busy: () => 'uses much itself',
  unused: () => 'imported by nobody',
  popular: () => 'imported by other files',
};

function discount(path: string, kinds: ReadonlySet<string>): number {
  const factors = [
    GENERATED_PATH.test(path) ? GENERATED : 1,
    ASIDE_PATH.test(path) ? ASIDE : 1,
    kinds.size > 0 && !kinds.has(kindOf(path)) ? OTHER_LANGUAGE : 1,
  ];
  return factors.reduce((all, factor) => all * factor, 1);
}

/** Files of one kind can import each other. */
function kindOf(path: string): string {
  const ending = /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  if (SCRIPT_ENDINGS.includes(ending)) return 'script';
  return C_FAMILY_ENDINGS.includes(ending) ? 'c' : ending;
}

/** Sums of the same parts in another order differ in their last digits. */
function rounded(score: number): number {
  return Math.round(score * 1e9) / 1e9;
}
