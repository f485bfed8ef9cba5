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
  const left = new Set([...(await evidence.gone([...byPath.keys()]))].sort());
  const followed = new Map<BaselineEntry, BaselineEntry>();
  const moved: MovedFile[] = [];
  const tried = new Map([...left].map((from) => [from, new Set<string>()]));
  const deepest = [...candidates.keys()].reduce((most, path) => Math.max(most, path.split('/').length), 0);
  // What has moved is mostly called as before: the paths with the most names in common come first.
  for (let depth = deepest; depth >= 0; depth--) {
    const alike = pathsByEnd([...candidates.keys()], depth);
    for (const from of left) {
      const asked = tried.get(from) ?? new Set<string>();
      const goals = (alike.get(endOf(from, depth)) ?? []).filter((to) => !asked.has(to));
      const found = foundAgain(byPath.get(from) ?? [], { from, goals, candidates }, hash);
      for (const { to, pairs } of found.slice(0, MOST_TRIED - asked.size)) {
        asked.add(to);
        if (!(await evidence.isMoved(from, to))) continue;
        for (const [entry, now] of pairs) followed.set(entry, now);
        moved.push({ from, to, violations: pairs.size });
        candidates.delete(to);
        left.delete(from);
        break;
      }
    }
  }
  moved.sort((one, other) => (one.from < other.from ? -1 : 1));
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

/** The files in which entries of one that is gone would be found again, those with most of them first. */
function foundAgain(
  entries: readonly BaselineEntry[],
  {
    from,
    goals,
    candidates,
  }: { readonly from: string; readonly goals: readonly string[]; readonly candidates: Candidates },
  hash: Hash,
): readonly { readonly to: string; readonly pairs: ReadonlyMap<BaselineEntry, BaselineEntry> }[] {
  return goals
    .flatMap((to) => {
      const found = candidates.get(to);
      return found === undefined ? [] : [{ to, pairs: pairsOf(entries, { from, to, found }, hash) }];
    })
    .filter(({ pairs }) => pairs.size > 0)
    .sort((one, other) => other.pairs.size - one.pairs.size || (one.to < other.to ? -1 : 1));
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

function pathsByEnd(paths: readonly string[], depth: number): ReadonlyMap<string, readonly string[]> {
  const byEnd = new Map<string, string[]>();
  for (const path of paths) {
    const end = endOf(path, depth);
    const known = byEnd.get(end) ?? [];
    byEnd.set(end, known);
    known.push(path);
  }
  return byEnd;
}

/** The last names of a path, all of it where it has no more. */
function endOf(path: string, depth: number): string {
  return depth === 0 ? '' : path.split('/').slice(-depth).join('/');
}

function keyOf(contract: string, check: string): string {
  return JSON.stringify([contract, check]);
}
