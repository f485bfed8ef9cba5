import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import type { WritingPhase } from '../phase';
import type { FileChange, FileState } from './fileChange';
import type { JournalChange, JournalEntry, JournalFileState, JournalStore } from './journal';
import type { WorkspaceWriter } from './workspaceWriter';

export interface ApplyRequest {
  readonly id: string;
  readonly sessionId: string;
  readonly component: string;
  readonly phase: WritingPhase;
  readonly at: string;
  readonly changes: readonly FileChange[];
}

/**
 * Makes originals and intent durable, writes, then records what really stands on disk (saving may format). On a problem the
 * workspace is as before and the entry says `rolled-back`, but for one that names a file it could not put back.
 */
export async function applyChanges(
  request: ApplyRequest,
  writer: WorkspaceWriter,
  journal: JournalStore,
): Promise<Result<JournalEntry, Problem>> {
  const { changes, ...about } = request;
  const createdFolders = await foldersToCreate(changes, writer);
  const planned = await remember(changes, journal, async (change) => change.after);
  if (!planned.ok) return planned;
  const intent: JournalEntry = { ...about, state: 'intent', changes: planned.value, createdFolders };
  const durable = await journal.writeEntry(intent);
  if (!durable.ok) return durable;

  const written = await writer.apply(changes);
  if (!written.ok) return isStuck(written.problem) ? written : close(intent, written.problem, { writer, journal });
  const found = await remember(changes, journal, (change) => writer.current(change.path));
  const applied: JournalEntry = { ...intent, state: 'applied', changes: found.ok ? found.value : intent.changes };
  const recorded = found.ok ? await journal.writeEntry(applied) : found;
  if (recorded.ok) return ok(applied);
  const undone = await writer.apply(changes.map(({ path, before, after }) => ({ path, before: after, after: before })));
  return undone.ok ? close(intent, recorded.problem, { writer, journal }) : undone;
}

/** A file could not be put back: the entry stays open, so that recovery finds the original. */
function isStuck(problem: Problem): boolean {
  return problem.kind === 'write-failed' && problem.stuck !== undefined;
}

/** Ends an entry whose files are as before: its folders go, and the journal says so. Gives the problem that led here. */
async function close(
  intent: JournalEntry,
  problem: Problem,
  { writer, journal }: { readonly writer: WorkspaceWriter; readonly journal: JournalStore },
): Promise<Result<never, Problem>> {
  for (const folder of intent.createdFolders.toReversed()) await writer.removeEmptyFolder(folder);
  const closed = await journal.writeEntry({ ...intent, state: 'rolled-back' });
  return closed.ok ? fail(problem) : closed;
}

/** Stores the contents before and after each change and gives the changes as the journal keeps them. */
async function remember(
  changes: readonly FileChange[],
  journal: JournalStore,
  after: (change: FileChange) => Promise<FileState | 'unreadable' | undefined>,
): Promise<Result<readonly JournalChange[], Problem>> {
  const remembered: JournalChange[] = [];
  for (const change of changes) {
    const state = await after(change);
    if (state === 'unreadable') {
      return fail({
        kind: 'file-unreadable',
        path: change.path.relative,
        detail: 'it was written and cannot be read back',
      });
    }
    const [before, later] = [await keep(change.before, journal), await keep(state, journal)];
    if (!before.ok) return before;
    if (!later.ok) return later;
    remembered.push({ path: change.path.relative, before: before.value, after: later.value });
  }
  return ok(remembered);
}

async function keep(
  state: FileState | undefined,
  journal: JournalStore,
): Promise<Result<JournalFileState | undefined, Problem>> {
  if (state === undefined) return ok(undefined);
  const hash = await journal.putContent(state.bytes);
  return hash.ok ? ok({ hash: hash.value, mode: state.mode }) : hash;
}

async function foldersToCreate(changes: readonly FileChange[], writer: WorkspaceWriter): Promise<readonly string[]> {
  const folders = new Set<string>();
  for (const change of changes) {
    if (change.after === undefined) continue;
    for (const folder of await writer.missingFolders(change.path)) folders.add(folder);
  }
  return [...folders].sort();
}
