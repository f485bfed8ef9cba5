import type { Problem } from '../errors';
import { inParallel } from '../lib/inParallel';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import type { WritingWork } from '../phase';
import { WORK_LABEL } from '../phase';
import type { FileChange, FileState } from './fileChange';
import type { JournalChange, JournalEntry, JournalFileState, JournalStore } from './journal';
import type { WorkspaceWriter } from './workspaceWriter';

/** Files that are read at once. */
const WIDTH = 16;

export interface ApplyRequest {
  readonly id: string;
  readonly sessionId: string;
  readonly component: string;
  readonly phase: WritingWork;
  readonly at: string;
  readonly changes: readonly FileChange[];
}

export interface ApplyPorts {
  readonly writer: WorkspaceWriter;
  readonly journal: JournalStore;
  /** Lower-case hex SHA-256. */
  readonly hash: (bytes: Uint8Array) => string;
}

/**
 * Makes originals and intent durable, writes, then records what really stands on disk (saving may format), beside what was
 * proposed. On a problem the workspace is as before and the entry says `rolled-back`, but for one that names a file it could not
 * put back. What is in the journal under the same id is never written over, unless it was rolled back.
 */
export function applyChanges(request: ApplyRequest, ports: ApplyPorts): Promise<Result<JournalEntry, Problem>> {
  return ports.journal.alone(() => applyAlone(request, ports));
}

async function applyAlone(
  { changes, ...about }: ApplyRequest,
  ports: ApplyPorts,
): Promise<Result<JournalEntry, Problem>> {
  const { writer, journal, hash } = ports;
  const known = await journal.readEntry(about.id);
  if (!known.ok) return known;
  if (known.value !== undefined && known.value.state !== 'rolled-back') return fail(writtenBefore(known.value));
  const createdFolders = await foldersToCreate(changes, writer);
  const planned = changes.map((change) => recordOf(change, hash));
  const intent: JournalEntry = { ...about, state: 'intent', changes: planned, createdFolders };
  const durable = await journal.writeEntry(intent, contentsOf(changes));
  if (!durable.ok) return durable;

  const written = await writer.apply(changes);
  if (!written.ok) return isStuck(written.problem) ? written : close(intent, written.problem, ports);
  const found = await readBack(changes, writer);
  const records = found.map((change, index) => proposedAs(planned[index]?.after, recordOf(change, hash)));
  const applied: JournalEntry = { ...intent, state: 'applied', changes: records };
  const recorded = await journal.writeEntry(applied, contentsOf(found));
  if (recorded.ok) return ok(applied);
  const undone = await writer.apply(found.map(({ path, before, after }) => ({ path, before: after, after: before })));
  return undone.ok ? close(intent, recorded.problem, ports) : undone;
}

/** Its originals would be lost: the files hold what it made of them. */
function writtenBefore({ phase, component, state }: JournalEntry): Problem {
  const what = `This answer for ${WORK_LABEL[phase]} of ${component} was written before`;
  const detail =
    state === 'kept'
      ? `${what}, and is in place. To write it again, roll it back first.`
      : `${what}, and is not settled yet.`;
  return { kind: 'input-invalid', detail };
}

/** What is worth keeping of the changes: the content of each file before and after. */
export function contentsOf(changes: readonly FileChange[]): readonly Uint8Array[] {
  return changes.flatMap(({ before, after }) => [before, after].flatMap((state) => (state ? [state.bytes] : [])));
}

/** A change as the journal keeps it. */
export function recordOf(change: FileChange, hash: (bytes: Uint8Array) => string): JournalChange {
  const keep = (state: FileState | undefined): JournalFileState | undefined =>
    state && { hash: hash(state.bytes), mode: state.mode };
  return { path: change.path.relative, before: keep(change.before), after: keep(change.after) };
}

/** The record with what was proposed, where something else stands there. */
function proposedAs(proposed: JournalFileState | undefined, record: JournalChange): JournalChange {
  const isOther = proposed !== undefined && proposed.hash !== record.after?.hash;
  return isOther ? { ...record, proposed: proposed.hash } : record;
}

/** A file could not be put back: the entry stays open, so that recovery finds the original. */
function isStuck(problem: Problem): boolean {
  return problem.kind === 'write-failed' && problem.stuck !== undefined;
}

/** Ends an entry whose files are as before: its folders go, and the journal says so. Gives the problem that led here. */
async function close(
  intent: JournalEntry,
  problem: Problem,
  { writer, journal }: ApplyPorts,
): Promise<Result<never, Problem>> {
  for (const folder of intent.createdFolders.toReversed()) await writer.removeEmptyFolder(folder);
  const closed = await journal.writeEntry({ ...intent, state: 'rolled-back' });
  return closed.ok ? fail(problem) : closed;
}

/** The changes with what stands there now: saving may format. What can be read no more counts as written as it was given. */
function readBack(changes: readonly FileChange[], writer: WorkspaceWriter): Promise<readonly FileChange[]> {
  return inParallel(changes, WIDTH, async (change) => {
    const after = await writer.current(change.path);
    return after === 'unreadable' ? change : { ...change, after };
  });
}

async function foldersToCreate(changes: readonly FileChange[], writer: WorkspaceWriter): Promise<readonly string[]> {
  const coming = changes.filter(({ after }) => after !== undefined);
  const oneIn = new Map(coming.map(({ path }) => [path.relative.slice(0, path.relative.lastIndexOf('/') + 1), path]));
  const missing = await inParallel([...oneIn.values()], WIDTH, (path) => writer.missingFolders(path));
  return [...new Set(missing.flat())].sort();
}
