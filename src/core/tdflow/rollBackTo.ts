import type { FileState } from '../apply/fileChange';
import type { JournalEntry } from '../apply/journal';
import { planRollBack } from '../apply/planRollBack';
import type { RolledBack } from '../apply/rollBack';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import type { CheckedPath } from '../workspace/checkedPath';
import { generationsOf } from './history';
import type { RollBackPhasePorts } from './rollBackPhase';
import { rollBackPhase } from './rollBackPhase';
import type { Session } from './session';

/**
 * Takes back every generation of the session that is in place and newer than a number, the newest first. A conflict in any of
 * them is found before the first file changes, and then nothing is taken back.
 */
export function rollBackTo(
  session: Session,
  number: number,
  ports: RollBackPhasePorts,
): Promise<Result<{ readonly session: Session; readonly done: readonly RolledBack[] }, Problem>> {
  return ports.journal.alone(async () => {
    const generations = generationsOf(session, await ports.journal.readEntries());
    const newer = generations.flatMap(({ number: own, state, entry }) =>
      own > number && state === 'in place' && entry !== undefined ? [entry] : [],
    );
    if (newer.length === 0) return fail({ kind: 'nothing-to-roll-back', foreign: await ports.journal.hasForeign() });
    const rehearsed = await rehearse(newer, ports);
    if (!rehearsed.ok) return rehearsed;
    const done: RolledBack[] = [];
    let current = session;
    for (const entry of newer) {
      const rolled = await rollBackPhase(current, entry, ports);
      if (!rolled.ok) return rolled;
      current = rolled.value.session;
      done.push(rolled.value.done);
    }
    return ok({ session: current, done });
  });
}

/** Goes through all of it over the files as each step would leave them, and writes nothing. */
async function rehearse(
  entries: readonly JournalEntry[],
  ports: RollBackPhasePorts,
): Promise<Result<undefined, Problem>> {
  const left = new Map<string, FileState | undefined>();
  const writer: typeof ports.writer = Object.assign(Object.create(ports.writer) as typeof ports.writer, {
    current: async (path: CheckedPath) =>
      left.has(path.relative) ? left.get(path.relative) : ports.writer.current(path),
  });
  const conflicts = new Set<string>();
  for (const entry of entries) {
    const plan = await planRollBack(entry, { ...ports, writer });
    if (!plan.ok) return plan;
    for (const { path } of plan.value.conflicts) conflicts.add(path.relative);
    for (const { change } of plan.value.steps) left.set(change.path.relative, change.after);
  }
  return conflicts.size === 0 ? ok(undefined) : fail({ kind: 'rollback-conflict', paths: [...conflicts] });
}
