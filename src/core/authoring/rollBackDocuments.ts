import type { JournalEntry } from '../apply/journal';
import type { RolledBack, Settlement } from '../apply/rollBack';
import { rollBack } from '../apply/rollBack';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail } from '../lib/result';
import { attemptOf } from '../tdflow/history';
import type { Ports } from '../tdflow/ports';

/**
 * Takes back documents that were written together, unless something newer that is in place changed one of them too. Where the user
 * changed the same lines nothing happens unless `settled` has a decision for each such file.
 */
export function rollBackDocuments(
  entry: JournalEntry,
  ports: Pick<Ports, 'journal' | 'writer' | 'links' | 'hash' | 'attempts'>,
  settled: ReadonlyMap<string, Settlement> = new Map(),
): Promise<Result<RolledBack, Problem>> {
  return ports.journal.alone(async () => {
    const entries = await ports.journal.readEntries();
    const newer = entries.slice(entries.findIndex(({ id }) => id === entry.id) + 1);
    const own = new Set(entry.changes.map(({ path }) => path));
    const above = newer
      .filter(({ state }) => state === 'kept')
      .flatMap(({ changes }) => changes)
      .find(({ path }) => own.has(path));
    if (above !== undefined) {
      const detail = `${above.path} was written once more after that.`;
      return fail({ kind: 'phase-out-of-order', detail, remedy: 'Roll back first what is above it in the history.' });
    }
    return rollBack(entry, ports, {
      settled,
      keepCopy: (path, bytes) => ports.attempts.saveReplaced(entry.sessionId, attemptOf(entry), path, bytes),
    });
  });
}
