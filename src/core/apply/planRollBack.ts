import { merge } from '../changes/merge';
import type { Problem } from '../errors';
import { inParallel } from '../lib/inParallel';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import type { CheckedPath } from '../workspace/checkedPath';
import { checkPath } from '../workspace/checkedPath';
import type { FileText } from '../workspace/fileText';
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
  | 'original-lost'
  /** It was cut off while it was being written, so what differs may be a person's work or the rest of a file. */
  | 'cut-off';

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
  const read = await ports.journal.readContents(entry);
  if (!read.ok) return read;
  const known = { contents: read.value, entry, ports };
  const planned = await inParallel(toUndo(entry), WIDTH, async (recorded) => {
    const checked = await checkPath(recorded.path, ports.links);
    return checked.ok
      ? inverse(checked.value, recorded, known)
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
function toUndo({ changes, undo, state }: JournalEntry): readonly JournalChange[] {
  if (state !== 'undoing') return changes;
  return undo?.map(({ path, before, after }) => ({ path, before: after, after: before })) ?? changes;
}

interface Known {
  readonly contents: ReadonlyMap<string, Uint8Array>;
  readonly entry: JournalEntry;
  readonly ports: RollBackPorts;
}

async function inverse(
  path: CheckedPath,
  recorded: JournalChange,
  { contents, entry, ports }: Known,
): Promise<Result<RollBackStep | RollBackConflict | 'nothing', Problem>> {
  const { hash } = ports;
  const current = await ports.writer.current(path);
  const [original, generated] = [contentOf(recorded.before, contents), contentOf(recorded.after, contents)];
  const conflict = (why: ConflictReason, merged?: FileState) => {
    return ok({ path, why, original: known(original), generated: known(generated), current, merged });
  };
  if (current === 'unreadable') {
    // What nobody has judged is not left to a person for a reason that may pass.
    if (entry.state === 'kept') return conflict('no-text');
    return fail({ kind: 'file-unreadable', path: path.relative, detail: 'it is no file, or permission is denied' });
  }
  const restored = (after: FileState | undefined) => ok({ change: { path, before: current, after }, merged: false });
  const currentHash = current && hash(current.bytes);
  if (currentHash === recorded.before?.hash) return ok('nothing');
  if (original === 'lost') return conflict('original-lost');
  const isCutOff = isWriting(entry) || entry.cutOff === true;
  if (currentHash === recorded.after?.hash) {
    return restored(isCutOff ? original : withModeOf(current, recorded.after, original));
  }
  if (isWriting(entry) && [original, known(generated)].some((whole) => isTorn(current, whole)))
    return restored(original);
  if (current === undefined) return conflict('deleted-since');
  if (original === undefined) return conflict(isCutOff ? 'cut-off' : 'created-file-changed');
  if (generated === undefined) return conflict(isCutOff ? 'cut-off' : 'written-anew');
  if (generated === 'lost') return conflict('original-lost');
  const [now, before, after] = [textOf(current), textOf(original), textOf(generated)];
  if (now === 'binary' || before === 'binary' || after === 'binary') return conflict('no-text');
  const { text: kept, conflicts } = merge(after.text, now.text, before.text);
  const merged = { bytes: encode(kept, now), mode: withModeOf(current, recorded.after, original)?.mode };
  if (isCutOff) return conflict('cut-off', merged);
  if (conflicts.length > 0) return conflict('same-lines', merged);
  return ok({ change: { path, before: current, after: merged }, merged: true });
}

/** Whether it was cut off while files were being written. */
function isWriting({ state }: JournalEntry): boolean {
  return state === 'intent' || state === 'undoing';
}

/** Whether it is the beginning of what was being written: an editor saves into the file itself. */
function isTorn(current: FileState | undefined, whole: FileState | undefined): boolean {
  if (current === undefined || whole === undefined) return false;
  if (isBeginning(current.bytes, whole.bytes)) return true;
  const [now, then] = [textOf(current), textOf(whole)];
  return now !== 'binary' && then !== 'binary' && then.text !== now.text && then.text.startsWith(now.text);
}

function isBeginning(part: Uint8Array, whole: Uint8Array): boolean {
  return part.length < whole.length && part.every((byte, index) => byte === whole[index]);
}

/** The original with the mode that a person gave the file since, where they did. */
function withModeOf(
  current: FileState | undefined,
  left: JournalFileState | undefined,
  original: FileState | undefined,
): FileState | undefined {
  const isTheirs = current !== undefined && left?.mode !== undefined && current.mode !== left.mode;
  return original !== undefined && isTheirs ? { ...original, mode: current.mode } : original;
}

/** Only its text and what goes with it counts here. */
function textOf({ bytes, mode }: FileState): FileText | 'binary' {
  return decode(bytes, mode, '');
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
