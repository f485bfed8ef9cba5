import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import type { CheckedPath } from '../workspace/checkedPath';
import { checkPath } from '../workspace/checkedPath';
import { contentsOf, recordOf } from './applyChanges';
import type { FileChange } from './fileChange';
import type { JournalEntry } from './journal';
import type { RollBackConflict, RollBackPorts } from './planRollBack';
import { planRollBack } from './planRollBack';

/** What a rollback did. */
export interface RolledBack {
  readonly entry: JournalEntry;
  /** Files given back as they were, byte for byte. */
  readonly restored: readonly string[];
  /** Files from which only the generation's own change was taken; what the user typed since is kept. */
  readonly merged: readonly string[];
  /** Files with a conflict, and what became of them as the user decided; `copy` is where what stood there before is kept. */
  readonly settled: readonly {
    readonly path: string;
    readonly how: Settlement;
    readonly copy?: string;
  }[];
}

/**
 * What a person decided for a file with a conflict: `mine` leaves it as it is, `merged` takes out the hunks that come out,
 * `original` gives it back as it was; what stands there now is in the journal before it goes.
 */
export type Settlement = 'mine' | 'merged' | 'original';

export interface RollBackOptions {
  /** By path; what is not named and has a conflict stops the rollback. */
  readonly settled?: ReadonlyMap<string, Settlement>;
  /** Keeps what stood in a file that is about to be settled, and gives the path of the copy. */
  readonly keepCopy?: (path: CheckedPath, bytes: Uint8Array) => Promise<Result<string, Problem>>;
  /** Done when the files are back and before the entry says so: after a crash in between it is done again. */
  readonly thenDo?: () => Promise<Result<unknown, Problem>>;
}

/**
 * Takes back one journal entry: all of it or, where the user has since changed the same lines and nobody decided, nothing and a
 * `rollback-conflict` that names the files; `planRollBack` has their sides. What it is about to write is in the journal before
 * it does, so that one that is cut off is gone through with by recovery.
 */
export function rollBack(
  entry: JournalEntry,
  ports: RollBackPorts,
  options: RollBackOptions = {},
): Promise<Result<RolledBack, Problem>> {
  return ports.journal.alone(() => rollBackAlone(entry, ports, options));
}

async function rollBackAlone(
  entry: JournalEntry,
  ports: RollBackPorts,
  { settled = new Map(), keepCopy, thenDo = async () => ok(undefined) }: RollBackOptions,
): Promise<Result<RolledBack, Problem>> {
  const plan = await planRollBack(entry, ports);
  if (!plan.ok) return plan;
  const decided = settleAll(plan.value.conflicts, settled);
  if (!decided.ok) return fail({ kind: 'rollback-conflict', paths: decided.problem });
  const settledChanges = decided.value.flatMap(({ change }) => (change === undefined ? [] : [change]));
  const changes = [...plan.value.steps.map(({ change }) => change), ...settledChanges];
  const copies = await keepCopies(settledChanges, keepCopy);
  if (!copies.ok) return copies;

  const undo = changes.map((change) => recordOf(change, ports.hash));
  const begun = await ports.journal.writeEntry({ ...entry, state: 'undoing', undo }, contentsOf(changes));
  if (!begun.ok) return begun;
  const written = await ports.writer.apply(changes);
  if (!written.ok) return stop(entry, written.problem, ports);
  for (const folder of entry.createdFolders.toReversed()) {
    const checked = await checkPath(folder, ports.links);
    if (checked.ok) await ports.writer.removeEmptyFolder(checked.value.relative);
  }
  const settledWith = await thenDo();
  if (!settledWith.ok) return settledWith;
  const done: JournalEntry = { ...entry, state: 'rolled-back', undo };
  const recorded = await ports.journal.writeEntry(done);
  if (!recorded.ok) return recorded;
  const { steps } = plan.value;
  const [merged, restored] = [steps.filter((step) => step.merged), steps.filter((step) => !step.merged)];
  const names = (some: typeof steps) => some.map(({ change }) => change.path.relative);
  const ends = decided.value.map(({ path, how }) => {
    const copy = copies.value.get(path);
    return { path, how, ...(copy !== undefined && { copy }) };
  });
  return ok({ entry: done, restored: names(restored), merged: names(merged), settled: ends });
}

async function keepCopies(
  changes: readonly FileChange[],
  keepCopy: RollBackOptions['keepCopy'],
): Promise<Result<ReadonlyMap<string, string>, Problem>> {
  const copies = new Map<string, string>();
  for (const { path, before } of changes) {
    if (before === undefined || keepCopy === undefined) continue;
    const copy = await keepCopy(path, before.bytes);
    if (!copy.ok) return copy;
    copies.set(path.relative, copy.value);
  }
  return ok(copies);
}

interface Settled {
  readonly path: string;
  readonly how: Settlement;
  /** Undefined where the file stays as it is. */
  readonly change: FileChange | undefined;
}

/** What becomes of files with a conflict; the problem are the paths that nobody decided, or that cannot be settled so. */
export function settleAll(
  conflicts: readonly RollBackConflict[],
  settled: ReadonlyMap<string, Settlement>,
): Result<readonly Settled[], readonly string[]> {
  const decided = conflicts.map((conflict): Result<Settled, string> => {
    const path = conflict.path.relative;
    const how = settled.get(path);
    const change = settle(conflict, how);
    return change.ok && how !== undefined ? ok({ path, how, change: change.value }) : fail(path);
  });
  const open = decided.flatMap((each) => (each.ok ? [] : [each.problem]));
  return open.length > 0 ? fail(open) : ok(decided.flatMap((each) => (each.ok ? [each.value] : [])));
}

/** The change that was decided for, undefined for none; the problem is the path that nobody decided. */
function settle(conflict: RollBackConflict, how: Settlement | undefined): Result<FileChange | undefined, string> {
  const { path, current, original, merged, why } = conflict;
  if (how === 'mine') return ok(undefined);
  const after = how === 'merged' ? merged : original;
  const isPossible = how === 'merged' ? merged !== undefined : how === 'original' && why !== 'original-lost';
  return isPossible && current !== 'unreadable' ? ok({ path, before: current, after }) : fail(path.relative);
}

/** The files are as before, and so is the entry; one that could not be put back is left to recovery. */
async function stop(entry: JournalEntry, problem: Problem, ports: RollBackPorts): Promise<Result<never, Problem>> {
  if (problem.kind === 'write-failed' && problem.stuck !== undefined) return fail(problem);
  const again = await ports.journal.writeEntry(entry);
  if (!again.ok) return again;
  return fail(problem.kind === 'base-changed' ? { kind: 'rollback-conflict', paths: problem.paths } : problem);
}
