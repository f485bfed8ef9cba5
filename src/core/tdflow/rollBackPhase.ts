import type { JournalEntry } from '../apply/journal';
import type { RolledBack, Settlement } from '../apply/rollBack';
import { rollBack } from '../apply/rollBack';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import type { Phase } from '../phase';
import { PHASES, WORK_LABEL } from '../phase';
import type { CheckedPath } from '../workspace/checkedPath';
import { checkPath } from '../workspace/checkedPath';
import { attemptOf } from './history';
import { forgetProof } from './ledger/writeProof';
import type { Ports } from './ports';
import type { Session } from './session';
import { componentOf } from './session';
import { withHistory, withoutPhase } from './sessionChanges';
import { undoUnjudged } from './undoUnjudged';

/** What taking back needs of the ports. */
export type RollBackPhasePorts = Pick<
  Ports,
  'writer' | 'journal' | 'links' | 'hash' | 'sessions' | 'attempts' | 'clock' | 'proofs'
>;

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

/**
 * Takes the files of one generation back and the session with them. Where the user changed the same lines nothing happens
 * unless `settled` has a decision for each such file.
 */
export function rollBackPhase(
  session: Session,
  entry: JournalEntry | undefined,
  ports: RollBackPhasePorts,
  settled?: ReadonlyMap<string, Settlement>,
): Promise<Result<{ readonly session: Session; readonly done: RolledBack }, Problem>> {
  return ports.journal.alone(async () => {
    if (entry === undefined) return fail({ kind: 'nothing-to-roll-back', foreign: await ports.journal.hasForeign() });
    const above = await lastApplied(session, ports, { component: entry.component });
    if (above !== undefined && above.id !== entry.id && orderOf(above) >= orderOf(entry)) {
      const label = `${above.phase === entry.phase ? 'a later ' : ''}${WORK_LABEL[above.phase]}`;
      const detail = `${label} of ${entry.component} is built on it.`;
      return fail({ kind: 'phase-out-of-order', detail, remedy: `Roll ${WORK_LABEL[above.phase]} back first.` });
    }
    let saved = session;
    const thenDo = async () => {
      const updated = await ports.sessions.update(session, (current) => withoutEntry(current, entry, ports));
      if (!updated.ok) return updated;
      saved = updated.value;
      return forgetInLedger(saved, entry, ports);
    };
    const keepCopy = (path: CheckedPath, bytes: Uint8Array) =>
      ports.attempts.saveReplaced(entry.sessionId, attemptOf(entry), path, bytes);
    const done = await rollBack(entry, ports, { thenDo, keepCopy, ...(settled && { settled }) });
    return done.ok ? ok({ session: saved, done: done.value }) : done;
  });
}

function orderOf({ phase }: JournalEntry): number {
  return phase === 'documents' ? 0 : PHASES.indexOf(phase);
}

/**
 * Undoes what runs left half done that were cut off by a crash, and goes through with rollbacks that were; the newest first.
 * Gives what was done about each such entry. Forgets what the journal has kept for long enough.
 */
export async function recover(ports: RollBackPhasePorts): Promise<readonly Result<RolledBack, Problem>[]> {
  await ports.journal.prune(ports.clock.now());
  // Without the lock first: it is a file, and most of the time there is nothing to do.
  const seen = await ports.journal.readInterrupted();
  if (!seen.ok) return [seen];
  if (seen.value.length === 0) return [];
  const recovered = await ports.journal.alone(async () => {
    const interrupted = await ports.journal.readInterrupted();
    if (!interrupted.ok) return interrupted;
    const results: Result<RolledBack, Problem>[] = [];
    for (const entry of interrupted.value.toReversed()) {
      await removeUnfinished(entry, ports);
      results.push(await undoUnjudged(entry, ports, () => forgetInSession(entry, ports)));
      // Once more, for what could not be removed a moment ago: after this nobody looks for it.
      await removeUnfinished(entry, ports);
    }
    return ok(results);
  });
  return recovered.ok ? recovered.value : [recovered];
}

async function removeUnfinished(entry: JournalEntry, ports: RollBackPhasePorts): Promise<void> {
  const oneIn = new Map(entry.changes.map(({ path }) => [path.slice(0, path.lastIndexOf('/') + 1), path]));
  for (const path of oneIn.values()) {
    const checked = await checkPath(path, ports.links);
    if (checked.ok) await ports.writer.removeUnfinished(checked.value);
  }
}

/** A rollback that was cut off may or may not have come as far as the session. */
async function forgetInSession(entry: JournalEntry, ports: RollBackPhasePorts): Promise<Result<unknown, Problem>> {
  if (entry.phase === 'documents') return ok(undefined);
  const session = await ports.sessions.read(entry.sessionId);
  // Whatever is wrong with the session's file, the files of the user are back.
  if (!session.ok) return ok(undefined);
  const record = componentOf(session.value, entry.component)?.phases[entry.phase];
  if (record?.journalEntry !== entry.id) return ok(undefined);
  const updated = await ports.sessions.update(session.value, (current) => withoutEntry(current, entry, ports));
  return updated.ok ? forgetInLedger(updated.value, entry, ports) : updated;
}

/** What was proven with files that are taken back is not proven any more. */
async function forgetInLedger(
  { specFile }: Session,
  { component, phase }: JournalEntry,
  ports: RollBackPhasePorts,
): Promise<Result<undefined, Problem>> {
  return phase === 'documents' ? ok(undefined) : forgetProof({ specification: specFile, component, phase }, ports);
}

function withoutEntry(session: Session, { component, phase }: JournalEntry, ports: RollBackPhasePorts): Session {
  if (phase === 'documents') return session;
  return withHistory(withoutPhase(session, component, phase), {
    at: ports.clock.now().toISOString(),
    action: 'rolled_back',
    phase,
    component,
  });
}
