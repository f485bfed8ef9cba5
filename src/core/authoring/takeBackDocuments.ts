import type { RolledBack } from '../apply/rollBack';
import { rollBack } from '../apply/rollBack';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail } from '../lib/result';
import type { Ports } from '../tdflow/ports';

/**
 * Takes back what was written last of documents of these names (`DocumentWork.name`) and is still in place. What the user typed
 * since is kept; where that is in the same lines, nothing happens.
 */
export function takeBackDocuments(
  names: readonly string[],
  ports: Pick<Ports, 'journal' | 'writer' | 'links' | 'hash'>,
): Promise<Result<RolledBack, Problem>> {
  return ports.journal.alone(async () => {
    const entries = await ports.journal.readEntries();
    const last = entries.findLast(
      ({ phase, component, state }) => phase === 'documents' && names.includes(component) && state === 'kept',
    );
    if (last === undefined) return fail({ kind: 'nothing-to-roll-back', foreign: await ports.journal.hasForeign() });
    return rollBack(last, ports);
  });
}
