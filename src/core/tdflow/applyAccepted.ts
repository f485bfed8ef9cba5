import { applyChanges } from '../apply/applyChanges';
import type { JournalEntry } from '../apply/journal';
import { planChanges } from '../apply/planChanges';
import type { ProposedFile } from '../changes/changeSet';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { ok } from '../lib/result';
import type { PhaseEvent } from './phaseEvents';
import type { Ports } from './ports';
import type { Work } from './task';
import { undoUnjudged } from './undoUnjudged';

/** Writes what was accepted, journal first. On a problem the workspace is as before. */
export async function applyAccepted(
  task: Work,
  accepted: { readonly files: readonly ProposedFile[]; readonly attempt: string },
  ports: Pick<Ports, 'writer' | 'journal' | 'attempts' | 'clock' | 'hash'>,
): Promise<Result<JournalEntry, Problem>> {
  const changes = await planChanges({
    files: accepted.files,
    current: (path) => ports.writer.current(path),
    hash: ports.hash,
  });
  if (!changes.ok) return changes;
  if (task.config.output.backupExisting) {
    for (const { path, before } of changes.value) {
      if (before === undefined) continue;
      const copied = await ports.attempts.saveOriginal(task.session.id, accepted.attempt, path, before.bytes);
      if (!copied.ok) return copied;
    }
  }
  return applyChanges(
    {
      id: `${task.session.id}.${accepted.attempt}`,
      sessionId: task.session.id,
      component: task.component.name,
      phase: task.phase,
      at: ports.clock.now().toISOString(),
      changes: changes.value,
    },
    ports,
  );
}

/** Takes a just applied entry back, because the step was cancelled, failed, or did not reach its verdict. */
export async function* takeBack(
  entry: JournalEntry,
  why: 'cancelled' | 'not-reached' | 'failed',
  ports: Ports,
): AsyncGenerator<PhaseEvent, Result<undefined, Problem>> {
  yield { kind: 'step', step: 'rollback' };
  const back = await undoUnjudged(entry, ports);
  if (!back.ok) return back;
  yield { kind: 'rolled-back', files: [...back.value.restored, ...back.value.merged], why };
  return ok(undefined);
}
