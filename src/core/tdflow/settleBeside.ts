import type { ChangeSet } from '../changes/changeSet';
import { rebaseFile } from '../changes/rebaseFile';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { ok } from '../lib/result';
import type { WritingPhase } from '../phase';
import { checkOrder } from './checkOrder';
import type { ReaderAsOf } from './copiedPrompt';
import type { Ports } from './ports';
import type { Task } from './task';

/** An answer during which others worked in the same folder, as it stands now that nobody else does. */
export interface Settled {
  /** In the session as it is now: it says which tests are closed. */
  readonly task: Task<WritingPhase>;
  readonly changes: ChangeSet;
  /** Set where it does not fit any more, so that it has to be asked for anew. */
  readonly outdated: Extract<Problem, { kind: 'answer-refused' }> | undefined;
}

/** Makes an answer one about the files as they are now; a problem when its phase may not go on as they are. */
export async function settleBeside(
  asked: Task<WritingPhase>,
  changes: ChangeSet,
  asOf: ReaderAsOf,
  ports: Ports,
): Promise<Result<Settled, Problem>> {
  const stored = await ports.sessions.read(asked.session.id);
  const task = stored.ok ? { ...asked, session: stored.value } : asked;
  const order = await checkOrder(task, ports);
  if (!order.ok) return order;
  const files = await Promise.all(
    changes.files.map(async (file) =>
      file.path === undefined || file.refusal !== undefined
        ? file
        : rebaseFile(file, await ports.reader.read(file.path)),
    ),
  );
  const stale = [...asOf.stale].sort();
  const note = `changed by another component since the prompt: ${stale.join(', ')}; the proposal is made one about it`;
  const notes = stale.length === 0 ? changes.notes : [...changes.notes, note];
  const places = files.flatMap(({ conflict }) => conflict?.places ?? []);
  const detail = `another component changed what it is about, and it does not fit any more: ${places.join('; ')}`;
  const outdated = places.length === 0 ? undefined : ({ kind: 'answer-refused', detail } as const);
  return ok({ task, changes: { ...changes, files, notes }, outdated });
}
