import type { CheckResult } from '../evaluate/checkResult';
import type { Baseline, BaselineEntry } from './baseline';
import type { Hash } from './violationId';
import { violationIds } from './violationId';

/** What a project and its history say of files; workspace-relative. */
export interface MoveEvidence {
  /** Those of these files that are not there any more. */
  gone(paths: readonly string[]): Promise<ReadonlySet<string>>;
  /** Whether a file that is gone goes on as another one, which came when it went. Violations alone say nothing of that. */
  isMoved(from: string, to: string): Promise<boolean>;
}

/** A file of the baseline that has another path now. */
export interface MovedFile {
  readonly from: string;
  readonly to: string;
  /** How many of its violations are there still. */
  readonly violations: number;
}

export interface FollowedBaseline {
  readonly baseline: Baseline;
  readonly moved: readonly MovedFile[];
}

/** Of files that a file may have become; each takes a look into the history. */
const MOST_TRIED = 8;
const MOST_ENTRIES = 1_000;

/**
 * The baseline with the entries of moved files as they are called now: those whose check finds the same text in the file that theirs
 * became. An entry stands for one violation as before, and a file for one file, so what is new stays new.
 */
export async function followMoves(
  baseline: Baseline,
  results: readonly CheckResult[],
  { hash, evidence }: { readonly hash: Hash; readonly evidence: MoveEvidence },
): Promise<FollowedBaseline> {
  const byPath = entriesByPath(baseline);
  const candidates = candidatesIn(results, byPath);
  if (byPath.size === 0 || candidates.size === 0) return { baseline, moved: [] };
  const gone = await evidence.gone([...byPath.keys()]);
  const followed = new Map<BaselineEntry, BaselineEntry>();
  const moved: MovedFile[] = [];
  for (const from of [...gone].sort()) {
    const entries = byPath.get(from) ?? [];
    const rank = ({ to, pairs }: { readonly to: string; readonly pairs: ReadonlyMap<unknown, unknown> }) =>
      sharedEnd(from, to) * MOST_ENTRIES + Math.min(pairs.size, MOST_ENTRIES - 1);
    const found = [...candidates]
      .map(([to, found]) => ({ to, pairs: pairsOf(entries, { from, to, found }, hash) }))
      .filter(({ pairs }) => pairs.size > 0)
      .sort((one, other) => rank(other) - rank(one) || (one.to < other.to ? -1 : 1));
    for (const { to, pairs } of found.slice(0, MOST_TRIED)) {
      if (!(await evidence.isMoved(from, to))) continue;
      for (const [entry, now] of pairs) followed.set(entry, now);
      moved.push({ from, to, violations: pairs.size });
      candidates.delete(to);
      break;
    }
  }
  return { baseline: baseline.map((entry) => followed.get(entry) ?? entry), moved };
}

function entriesByPath(baseline: Baseline): ReadonlyMap<string, readonly BaselineEntry[]> {
  const byPath = new Map<string, BaselineEntry[]>();
  for (const entry of baseline) {
    if (entry.path === undefined) continue;
    const known = byPath.get(entry.path) ?? [];
    byPath.set(entry.path, known);
    known.push(entry);
  }
  return byPath;
}

/** What checks found in files that the baseline does not know, by path and check. */
type Candidates = Map<string, Map<string, CheckResult>>;

function candidatesIn(results: readonly CheckResult[], known: ReadonlyMap<string, unknown>): Candidates {
  const candidates: Candidates = new Map();
  for (const result of results) {
    const key = keyOf(result.contract.name, result.check.id);
    for (const breach of result.breaches) {
      const { path } = breach;
      if (path === undefined || known.has(path)) continue;
      const own = candidates.get(path) ?? new Map<string, CheckResult>();
      candidates.set(path, own);
      own.set(key, { ...result, breaches: [...(own.get(key)?.breaches ?? []), breach] });
    }
  }
  return candidates;
}

/** The entries of a file that would be found again in another one, if that were it; each as it is called there. */
function pairsOf(
  entries: readonly BaselineEntry[],
  { from, to, found }: { readonly from: string; readonly to: string; readonly found: ReadonlyMap<string, CheckResult> },
  hash: Hash,
): ReadonlyMap<BaselineEntry, BaselineEntry> {
  const now = new Map<string, string>();
  for (const key of new Set(entries.map(({ contract, check }) => keyOf(contract, check)))) {
    const result = found.get(key);
    if (result === undefined) continue;
    const then = { ...result, breaches: result.breaches.map((breach) => ({ ...breach, path: from })) };
    const idsThen = violationIds(then, hash);
    if (!entries.some(({ id }) => idsThen.includes(id))) continue;
    for (const [index, id] of violationIds(result, hash).entries()) now.set(idsThen[index] ?? id, id);
  }
  return new Map(
    entries.flatMap((entry) => {
      const id = now.get(entry.id);
      return id === undefined ? [] : [[entry, { ...entry, id, path: to }] as const];
    }),
  );
}

/** How many names at the end of two paths are the same: what has moved is mostly called as before. */
function sharedEnd(from: string, to: string): number {
  const [one, other] = [from.split('/').reverse(), to.split('/').reverse()];
  const differs = one.findIndex((name, index) => name !== other[index]);
  return differs === -1 ? one.length : differs;
}

function keyOf(contract: string, check: string): string {
  return JSON.stringify([contract, check]);
}
