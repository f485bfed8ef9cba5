import type { FileState } from '../apply/fileChange';
import type { JournalEntry } from '../apply/journal';
import type { RollBackConflict } from '../apply/planRollBack';
import { planRollBack } from '../apply/planRollBack';
import type { RolledBack, Settlement } from '../apply/rollBack';
import { settleAll } from '../apply/rollBack';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import type { CheckedPath } from '../workspace/checkedPath';
import { generationsOf } from './history';
import type { RollBackPhasePorts } from './rollBackPhase';
import { rollBackPhase } from './rollBackPhase';
import type { Session } from './session';

export interface RollBackToOptions {
  /** What a person decided for a file with a conflict in a generation on the way; undefined: nothing yet. */
  readonly settle?: (entry: JournalEntry, conflict: RollBackConflict) => Settlement | undefined;
}

/** Conflicts of one generation on the way back. */
interface OpenConflicts {
  readonly entry: JournalEntry;
  readonly conflicts: readonly RollBackConflict[];
}

/**
 * Takes back every generation of the session that is in place and newer than a number, the newest first. A conflict in any of
 * them that nobody decided about is found before the first file changes, and then nothing is taken back.
 */
export function rollBackTo(
  session: Session,
  number: number,
  ports: RollBackPhasePorts,
  options: RollBackToOptions = {},
): Promise<Result<{ readonly session: Session; readonly done: readonly RolledBack[] }, Problem>> {
  return ports.journal.alone(async () => {
    const newer = await newerThan(session, number, ports);
    if (!newer.ok) return newer;
    if (newer.value.length === 0) {
      return fail({ kind: 'nothing-to-roll-back', foreign: await ports.journal.hasForeign() });
    }
    const rehearsed = await rehearse(newer.value, ports, options);
    if (!rehearsed.ok) return rehearsed;
    const { open, settled } = rehearsed.value;
    const paths = new Set(open.flatMap(({ conflicts }) => conflicts.map(({ path }) => path.relative)));
    if (paths.size > 0) return fail({ kind: 'rollback-conflict', paths: [...paths] });
    const done: RolledBack[] = [];
    let current = session;
    for (const entry of newer.value) {
      const rolled = await rollBackPhase(current, entry, ports, settled.get(entry.id));
      if (!rolled.ok) return rolled;
      current = rolled.value.session;
      done.push(rolled.value.done);
    }
    return ok({ session: current, done });
  });
}

/**
 * The newest generation on the way back that has conflicts which nobody decided about, with all that it has: what they look like
 * depends on what was decided about newer ones. Undefined when there is none. Writes nothing.
 */
export async function nextConflicts(
  session: Session,
  number: number,
  ports: RollBackPhasePorts,
  options: RollBackToOptions,
): Promise<Result<OpenConflicts | undefined, Problem>> {
  const newer = await newerThan(session, number, ports);
  const rehearsed = newer.ok ? await rehearse(newer.value, ports, options) : newer;
  return rehearsed.ok ? ok(rehearsed.value.open[0]) : rehearsed;
}

/** The newest first. */
async function newerThan(
  session: Session,
  number: number,
  { journal }: RollBackPhasePorts,
): Promise<Result<readonly JournalEntry[], Problem>> {
  const generations = generationsOf(session, await journal.readEntries());
  return ok(
    generations.flatMap(({ number: own, state, entry }) =>
      own > number && state === 'in place' && entry !== undefined ? [entry] : [],
    ),
  );
}

interface Rehearsal {
  readonly open: readonly OpenConflicts[];
  /** What was decided, by entry and path. */
  readonly settled: ReadonlyMap<string, ReadonlyMap<string, Settlement>>;
}

/** Goes through all of it over the files as each step would leave them, and writes nothing. */
async function rehearse(
  entries: readonly JournalEntry[],
  ports: RollBackPhasePorts,
  { settle = () => undefined }: RollBackToOptions,
): Promise<Result<Rehearsal, Problem>> {
  const left = new Map<string, FileState | undefined>();
  const writer: typeof ports.writer = Object.assign(Object.create(ports.writer) as typeof ports.writer, {
    current: async (path: CheckedPath) =>
      left.has(path.relative) ? left.get(path.relative) : ports.writer.current(path),
  });
  const open: OpenConflicts[] = [];
  const settled = new Map<string, ReadonlyMap<string, Settlement>>();
  for (const entry of entries) {
    const plan = await planRollBack(entry, { ...ports, writer });
    if (!plan.ok) return plan;
    const { steps, conflicts } = plan.value;
    for (const { change } of steps) left.set(change.path.relative, change.after);
    const decided = decisionsAbout(conflicts, (conflict) => settle(entry, conflict));
    const all = settleAll(conflicts, decided);
    if (!all.ok) open.push({ entry, conflicts });
    settled.set(entry.id, decided);
    for (const { path, change } of all.ok ? all.value : []) if (change !== undefined) left.set(path, change.after);
  }
  return ok({ open, settled });
}

function decisionsAbout(
  conflicts: readonly RollBackConflict[],
  settle: (conflict: RollBackConflict) => Settlement | undefined,
): ReadonlyMap<string, Settlement> {
  return new Map(
    conflicts.flatMap((conflict) => {
      const how = settle(conflict);
      return how === undefined ? [] : [[conflict.path.relative, how] as const];
    }),
  );
}
