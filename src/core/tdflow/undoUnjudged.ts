import type { JournalEntry } from '../apply/journal';
import type { RollBackPorts } from '../apply/planRollBack';
import type { RollBackOptions, RolledBack } from '../apply/rollBack';
import { rollBack } from '../apply/rollBack';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';

/**
 * Takes back what was written and never judged. What the user has changed since is not touched: the entry then counts as kept,
 * to be rolled back when they have decided. Of what was cut off in the middle of its writing nothing is taken for their work.
 */
export function undoUnjudged(
  entry: JournalEntry,
  ports: RollBackPorts,
  thenDo?: RollBackOptions['thenDo'],
): Promise<Result<RolledBack, Problem>> {
  return ports.journal.alone(async () => {
    const undone = await rollBack(entry, ports, thenDo && { thenDo });
    if (undone.ok || undone.problem.kind !== 'rollback-conflict') return undone;
    const cutOff = entry.state === 'applied' ? undefined : true;
    const settled = await ports.journal.writeEntry({ ...entry, state: 'kept', undo: undefined, cutOff });
    return settled.ok ? undone : settled;
  });
}
