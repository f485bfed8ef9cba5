import { reapply } from '../changes/diff';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import type { CheckedPath } from '../workspace/checkedPath';
import { checkPath } from '../workspace/checkedPath';
import type { LinkProbe } from '../workspace/linkProbe';
import { decode, encode } from '../workspace/textCodec';
import type { FileChange, FileState } from './fileChange';
import type { JournalEntry, JournalFileState, JournalStore } from './journal';
import type { WorkspaceWriter } from './workspaceWriter';

export interface RollBackPorts {
  readonly writer: WorkspaceWriter;
  readonly journal: JournalStore;
  readonly links: LinkProbe;
  readonly hash: (bytes: Uint8Array) => string;
}

/** What a rollback did. */
export interface RolledBack {
  readonly entry: JournalEntry;
  /** Files given back as they were, byte for byte. */
  readonly restored: readonly string[];
  /** Files from which only the generation's own change was taken; what the user typed since is kept. */
  readonly merged: readonly string[];
}

/**
 * Takes back one journal entry: all of it or, where the user has since changed the same lines, nothing and a
 * `rollback-conflict` that names the files.
 */
export async function rollBack(entry: JournalEntry, ports: RollBackPorts): Promise<Result<RolledBack, Problem>> {
  const planned: { change: FileChange; merged: boolean }[] = [];
  const conflicts: string[] = [];
  for (const recorded of entry.changes) {
    const checked = await checkPath(recorded.path, ports.links);
    if (!checked.ok) return fail({ kind: 'write-failed', path: recorded.path, detail: checked.problem });
    const step = await inverse(checked.value, recorded, ports);
    if (step === 'conflict') conflicts.push(recorded.path);
    else if (step !== 'nothing') planned.push(step);
  }
  if (conflicts.length > 0) return fail({ kind: 'rollback-conflict', paths: conflicts });
  const written = await ports.writer.apply(planned.map((step) => step.change));
  if (!written.ok) return written;
  for (const folder of entry.createdFolders.toReversed()) {
    const checked = await checkPath(folder, ports.links);
    if (checked.ok) await ports.writer.removeEmptyFolder(checked.value.relative);
  }
  const done: JournalEntry = { ...entry, state: 'rolled-back' };
  const recorded = await ports.journal.writeEntry(done);
  if (!recorded.ok) return recorded;
  const [merged, restored] = [planned.filter((step) => step.merged), planned.filter((step) => !step.merged)];
  const names = (steps: typeof planned) => steps.map((step) => step.change.path.relative);
  return ok({ entry: done, restored: names(restored), merged: names(merged) });
}

async function inverse(
  path: CheckedPath,
  recorded: { readonly before: JournalFileState | undefined; readonly after: JournalFileState | undefined },
  ports: RollBackPorts,
): Promise<{ change: FileChange; merged: boolean } | 'conflict' | 'nothing'> {
  const current = await ports.writer.current(path);
  if (current === 'unreadable') return 'conflict';
  const currentHash = current === undefined ? undefined : ports.hash(current.bytes);
  if (currentHash === recorded.before?.hash) return 'nothing';
  const before = await contentOf(recorded.before, ports.journal);
  if (before === 'lost') return 'conflict';
  if (currentHash === recorded.after?.hash) return { change: { path, before: current, after: before }, merged: false };
  const after = await contentOf(recorded.after, ports.journal);
  if (current === undefined || before === undefined || after === undefined || after === 'lost') return 'conflict';
  const kept = keepUserEdits(current, before, after, ports.hash);
  return kept === undefined ? 'conflict' : { change: { path, before: current, after: kept }, merged: true };
}

function keepUserEdits(
  current: FileState,
  before: FileState,
  after: FileState,
  hash: (bytes: Uint8Array) => string,
): FileState | undefined {
  const text = (state: FileState) => decode(state.bytes, state.mode, hash(state.bytes));
  const [now, original, generated] = [text(current), text(before), text(after)];
  if (now === 'binary' || original === 'binary' || generated === 'binary') return undefined;
  const merged = reapply(now.text, generated.text, original.text);
  return merged === undefined ? undefined : { bytes: encode(merged, now), mode: before.mode };
}

async function contentOf(
  state: JournalFileState | undefined,
  journal: JournalStore,
): Promise<FileState | undefined | 'lost'> {
  if (state === undefined) return undefined;
  const bytes = await journal.getContent(state.hash);
  return bytes === undefined ? 'lost' : { bytes, mode: state.mode };
}
