import type { JournalEntry } from '../apply/journal';
import type { RolledBack } from '../apply/rollBack';
import { rollBack } from '../apply/rollBack';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import type { Phase } from '../phase';
import { PHASE_LABEL, PHASES } from '../phase';
import { checkPath } from '../workspace/checkedPath';
import type { Ports } from './ports';
import type { Session } from './session';
import { withHistory, withoutPhase } from './sessionChanges';
import { undoUnjudged } from './undoUnjudged';

/** The newest generation of the session that is still in place; of one component and phase when they are given. */
export async function lastApplied(
  session: Session,
  ports: Pick<Ports, 'journal'>,
  only?: { readonly component?: string; readonly phase?: Phase },
): Promise<JournalEntry | undefined> {
  const entries = await ports.journal.readEntries();
  return entries.findLast(
    (entry) =>
      entry.sessionId === session.id &&
      entry.state === 'kept' &&
      (only?.component === undefined || entry.component === only.component) &&
      (only?.phase === undefined || entry.phase === only.phase),
  );
}

/** Takes the files of one generation back and the session with them. */
export async function rollBackPhase(
  session: Session,
  entry: JournalEntry | undefined,
  ports: Ports,
): Promise<Result<{ readonly session: Session; readonly done: RolledBack }, Problem>> {
  if (entry === undefined) return fail({ kind: 'nothing-to-roll-back', foreign: await ports.journal.hasForeign() });
  const above = await lastApplied(session, ports, { component: entry.component });
  if (above !== undefined && above.id !== entry.id && PHASES.indexOf(above.phase) > PHASES.indexOf(entry.phase)) {
    const detail = `${PHASE_LABEL[above.phase]} of ${entry.component} is built on it.`;
    return fail({ kind: 'phase-out-of-order', detail, remedy: `Roll ${PHASE_LABEL[above.phase]} back first.` });
  }
  const done = await rollBack(entry, ports);
  if (!done.ok) return done;
  const saved = await ports.sessions.update(session, (current) =>
    withHistory(withoutPhase(current, entry.component, entry.phase), {
      at: ports.clock.now().toISOString(),
      action: 'rolled_back',
      phase: entry.phase,
      component: entry.component,
    }),
  );
  return saved.ok ? ok({ session: saved.value, done: done.value }) : saved;
}

/** Undoes what runs left half done that were cut off by a crash, the newest first; gives what was done about each such entry. */
export async function recover(ports: Ports): Promise<readonly Result<RolledBack, Problem>[]> {
  const results: Result<RolledBack, Problem>[] = [];
  for (const entry of (await ports.journal.readInterrupted()).toReversed()) {
    for (const change of entry.changes) {
      const path = await checkPath(change.path, ports.links);
      if (path.ok) await ports.writer.removeUnfinished(path.value);
    }
    results.push(await undoUnjudged(entry, ports));
  }
  return results;
}
