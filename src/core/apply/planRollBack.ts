import { merge } from '../changes/merge';
import type { Problem } from '../errors';
import { inParallel } from '../lib/inParallel';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import type { CheckedPath } from '../workspace/checkedPath';
import { checkPath } from '../workspace/checkedPath';
import type { LinkProbe } from '../workspace/linkProbe';
import { decode, encode } from '../workspace/textCodec';
import type { ApplyPorts } from './applyChanges';
import type { FileChange, FileState } from './fileChange';
import type { JournalChange, JournalEntry, JournalFileState } from './journal';

/** Files that are read at once. */
const WIDTH = 16;

export interface RollBackPorts extends ApplyPorts {
  readonly links: LinkProbe;
}

/** Why a generation cannot be taken out of a file without a person's decision. */
type ConflictReason =
  /** The user changed the same or touching lines. */
  | 'same-lines'
  /** The user changed a file that was created. */
  | 'created-file-changed'
  /** The user deleted a file that was changed. */
  | 'deleted-since'
  /** The user wrote a file anew that was deleted. */
  | 'written-anew'
  /** It cannot be read, or is no text. */
  | 'no-text'
  /** The journal does not have the original any more. */
  | 'original-lost';

/** A file for a view of three sides. */
export interface RollBackConflict {
  readonly path: CheckedPath;
  readonly why: ConflictReason;
  /** Undefined: there was none, or it is lost. */
  readonly original: FileState | undefined;
  readonly generated: FileState | undefined;
  readonly current: FileState | 'unreadable' | undefined;
  /** What stands there now without those hunks of the generation that do come out; undefined where that is not known. */
  readonly merged: FileState | undefined;
}

/** One file of a rollback; `merged`: what the user typed since is kept. */
interface RollBackStep {
  readonly change: FileChange;
  readonly merged: boolean;
}

interface RollBackPlan {
  readonly steps: readonly RollBackStep[];
  readonly conflicts: readonly RollBackConflict[];
}

/** What taking an entry back would write, and where it needs a decision. Changes nothing. */
export async function planRollBack(entry: JournalEntry, ports: RollBackPorts): Promise<Result<RollBackPlan, Problem>> {
  const contents = await ports.journal.readContents(entry);
  const planned = await inParallel(toUndo(entry), WIDTH, async (recorded) => {
    const checked = await checkPath(recorded.path, ports.links);
    return checked.ok
      ? ok(await inverse(checked.value, recorded, { contents, ports }))
      : fail({ kind: 'write-failed', path: recorded.path, detail: checked.problem } as const);
  });
  const [steps, conflicts]: [RollBackStep[], RollBackConflict[]] = [[], []];
  for (const each of planned) {
    if (!each.ok) return each;
    if (each.value === 'nothing') continue;
    if ('why' in each.value) conflicts.push(each.value);
    else steps.push(each.value);
  }
  return ok({ steps, conflicts });
}

/** A rollback that has begun is gone through with as it was planned: also where it kept edits. */
function toUndo({ changes, undo }: JournalEntry): readonly JournalChange[] {
  return undo?.map(({ path, before, after }) => ({ path, before: after, after: before })) ?? changes;
}

interface Known {
  readonly contents: ReadonlyMap<string, Uint8Array>;
  readonly ports: RollBackPorts;
}

async function inverse(
  path: CheckedPath,
  recorded: JournalChange,
  { contents, ports }: Known,
): Promise<RollBackStep | RollBackConflict | 'nothing'> {
  const { hash } = ports;
  const current = await ports.writer.current(path);
  const [original, generated] = [contentOf(recorded.before, contents), contentOf(recorded.after, contents)];
  const conflict = (why: ConflictReason, merged?: FileState): RollBackConflict => {
    return { path, why, original: known(original), generated: known(generated), current, merged };
  };
  if (current === 'unreadable') return conflict('no-text');
  const currentHash = current && hash(current.bytes);
  if (currentHash === recorded.before?.hash) return 'nothing';
  if (original === 'lost') return conflict('original-lost');
  if (currentHash === recorded.after?.hash)
    return { change: { path, before: current, after: original }, merged: false };
  if (current === undefined) return conflict('deleted-since');
  if (original === undefined) return conflict('created-file-changed');
  if (generated === undefined) return conflict('written-anew');
  if (generated === 'lost') return conflict('original-lost');
  const text = (state: FileState) => decode(state.bytes, state.mode, hash(state.bytes));
  const [now, before, after] = [text(current), text(original), text(generated)];
  if (now === 'binary' || before === 'binary' || after === 'binary') return conflict('no-text');
  const { text: kept, conflicts } = merge(after.text, now.text, before.text);
  const merged = { bytes: encode(kept, now), mode: original.mode };
  return conflicts.length > 0
    ? conflict('same-lines', merged)
    : { change: { path, before: current, after: merged }, merged: true };
}

function contentOf(
  state: JournalFileState | undefined,
  contents: ReadonlyMap<string, Uint8Array>,
): FileState | undefined | 'lost' {
  if (state === undefined) return undefined;
  const bytes = contents.get(state.hash);
  return bytes === undefined ? 'lost' : { bytes, mode: state.mode };
}

function known(state: FileState | undefined | 'lost'): FileState | undefined {
  return state === 'lost' ? undefined : state;
}
