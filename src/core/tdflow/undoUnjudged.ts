import type { JournalEntry } from '../apply/journal';
import type { RolledBack } from '../apply/rollBack';
import { rollBack } from '../apply/rollBack';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import type { Ports } from './ports';

/**
 * Takes back what was written and never judged. What the user has changed since is not touched: the entry then counts as kept,
 * to be rolled back when they have decided.
 */
export async function undoUnjudged(entry: JournalEntry, ports: Ports): Promise<Result<RolledBack, Problem>> {
  const undone = await rollBack(entry, ports);
  if (undone.ok || undone.problem.kind !== 'rollback-conflict') return undone;
  const settled = await ports.journal.writeEntry({ ...entry, state: 'kept' });
  return settled.ok ? undone : settled;
}
