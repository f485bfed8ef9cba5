import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
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
  /** Files with a conflict that were left as the user wants them. */
  readonly left: readonly string[];
}

/**
 * What a person decided for a file with a conflict: `mine` leaves it as it is, `merged` takes out the hunks that come out,
 * `original` gives it back as it was; what stands there now is in the journal before it goes.
 */
export type Settlement = 'mine' | 'merged' | 'original';

export interface RollBackOptions {
  /** By path; what is not named and has a conflict stops the rollback. */
  readonly settled?: ReadonlyMap<string, Settlement>;
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
  { settled = new Map(), thenDo = async () => ok(undefined) }: RollBackOptions,
): Promise<Result<RolledBack, Problem>> {
  const plan = await planRollBack(entry, ports);
  if (!plan.ok) return plan;
  const decided = plan.value.conflicts.map((conflict) => settle(conflict, settled.get(conflict.path.relative)));
  const open = decided.flatMap((each) => (each.ok ? [] : [each.problem]));
  if (open.length > 0) return fail({ kind: 'rollback-conflict', paths: open });
  const settledChanges = decided.flatMap((each) => (each.ok && each.value !== undefined ? [each.value] : []));
  const changes = [...plan.value.steps.map(({ change }) => change), ...settledChanges];

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
  const done: JournalEntry = { ...entry, state: 'rolled-back', undo: undefined };
  const recorded = await ports.journal.writeEntry(done);
  if (!recorded.ok) return recorded;
  const { steps, conflicts } = plan.value;
  const [merged, restored] = [steps.filter((step) => step.merged), steps.filter((step) => !step.merged)];
  const names = (some: typeof steps) => some.map(({ change }) => change.path.relative);
  const left = conflicts.map(({ path }) => path.relative);
  return ok({ entry: done, restored: names(restored), merged: names(merged), left });
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
