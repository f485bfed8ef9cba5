import type { ProposedFile } from '../changes/changeSet';
import { ownDecision } from '../changes/changeSet';
import type { Edit } from '../changes/edit';
import { editsBetween, linesOf } from '../changes/lineDiff';
import { takeEdits } from '../changes/takeEdits';

export type Decision = 'pending' | 'accepted' | 'rejected';

/** A changed stretch of a file: what gives way to what, and whether it is to be written. */
export interface ReviewedHunk {
  readonly edit: Edit;
  /** `pending` and `accepted` ones are written when the file is accepted. */
  readonly decision: Decision;
}

/** A proposed file, as far as the user has decided about it. */
export interface ReviewedFile {
  /** As the answer proposes it. */
  readonly file: ProposedFile;
  readonly decision: Decision;
  /** The proposal as the user left it, lines ended by LF. */
  readonly text: string;
  /** The changes from the base to `text`; none for a file that is new, deleted or renamed, which is taken whole or not at all. */
  readonly hunks: readonly ReviewedHunk[];
  /** `text` without the hunks that are rejected: what accepting the file writes. */
  readonly chosen: string;
  /** Why it was decided so, in the user's words; '' for none. */
  readonly reason: string;
}

export function openFile(file: ProposedFile): ReviewedFile {
  const { text, refusal } = file;
  return {
    file,
    decision: refusal === undefined ? 'pending' : 'rejected',
    text,
    hunks: hunksOf(file, text, []),
    chosen: text,
    reason: '',
  };
}

/** Accepting a file of which every hunk was rejected is rejecting it. */
export function acceptFile(reviewed: ReviewedFile, reason: string): ReviewedFile {
  const hunks = reviewed.hunks.map((hunk) => (hunk.decision === 'pending' ? decided(hunk, 'accepted') : hunk));
  const isNothing = hunks.length > 0 && hunks.every(({ decision }) => decision === 'rejected');
  return { ...withHunks(reviewed, hunks), decision: isNothing ? 'rejected' : 'accepted', reason };
}

export function rejectFile(reviewed: ReviewedFile, reason: string): ReviewedFile {
  return { ...reviewed, decision: 'rejected', reason };
}

/** Takes a hunk, by its number from 0, into what will be written, or leaves it out; the file itself stays undecided. */
export function chooseHunk(reviewed: ReviewedFile, index: number, choice: 'in' | 'out'): ReviewedFile {
  return { ...withDecision(reviewed, index, choice === 'in' ? 'pending' : 'rejected'), decision: 'pending' };
}

/** Decides about one hunk, by its number from 0. With the last one the file is decided too, unless it needs a decision of its own. */
export function decideHunk(reviewed: ReviewedFile, index: number, decision: 'accepted' | 'rejected'): ReviewedFile {
  const next: ReviewedFile = { ...withDecision(reviewed, index, decision), decision: 'pending' };
  if (next.hunks.some((hunk) => hunk.decision === 'pending')) return next;
  const isRejected = next.hunks.every((hunk) => hunk.decision === 'rejected');
  return isRejected || ownDecision(next.file) === undefined ? acceptFile(next, '') : next;
}

/** Sets what was decided about each hunk, in their order. */
export function withDecisions(reviewed: ReviewedFile, decisions: readonly Decision[]): ReviewedFile {
  return withHunks(
    reviewed,
    reviewed.hunks.map((hunk, index) => decided(hunk, decisions[index] ?? 'pending')),
  );
}

function withDecision(reviewed: ReviewedFile, index: number, decision: Decision): ReviewedFile {
  return withHunks(
    reviewed,
    reviewed.hunks.map((hunk, at) => (at === index ? decided(hunk, decision) : hunk)),
  );
}

/** Takes over what the user made of the proposal; hunks that are the same as before keep what was decided about them. */
export function withText(reviewed: ReviewedFile, text: string): ReviewedFile {
  if (text === reviewed.text) return reviewed;
  const hunks = hunksOf(reviewed.file, text, describeAll(reviewed));
  return withHunks({ ...reviewed, text, decision: 'pending' }, hunks);
}

/** The lines of a hunk: those that go and those that come. */
export function linesOfHunk(
  { file, text }: Pick<ReviewedFile, 'file' | 'text'>,
  { edit }: ReviewedHunk,
): { readonly removed: readonly string[]; readonly added: readonly string[] } {
  return {
    removed: linesOf(file.base?.text ?? '').slice(edit.oldFrom, edit.oldTo),
    added: linesOf(text).slice(edit.newFrom, edit.newTo),
  };
}

function decided(hunk: ReviewedHunk, decision: Decision): ReviewedHunk {
  return { ...hunk, decision };
}

function withHunks(reviewed: ReviewedFile, hunks: readonly ReviewedHunk[]): ReviewedFile {
  const { file, text } = reviewed;
  const isWhole = hunks.every(({ decision }) => decision !== 'rejected');
  const chosen = isWhole
    ? text
    : takeEdits(file.base?.text ?? '', text, (_, index) => hunks[index]?.decision !== 'rejected');
  return { ...reviewed, hunks, chosen };
}

function hunksOf(file: ProposedFile, text: string, known: readonly (readonly [string, Decision])[]): ReviewedHunk[] {
  const isChanged = file.base !== undefined && (file.action === 'write' || file.action === 'append');
  if (file.refusal !== undefined || file.base === undefined || !isChanged) return [];
  const decisions = new Map(known);
  const [base, lines] = [linesOf(file.base.text), linesOf(text)];
  return editsBetween(base, lines).map((edit) => ({
    edit,
    decision: decisions.get(keyOf(edit, lines)) ?? 'pending',
  }));
}

function describeAll({ text, hunks }: ReviewedFile): readonly (readonly [string, Decision])[] {
  const lines = linesOf(text);
  return hunks.map(({ edit, decision }) => [keyOf(edit, lines), decision]);
}

/** The same lines of the base giving way to the same new ones. */
function keyOf({ oldFrom, oldTo, newFrom, newTo }: Edit, lines: readonly string[]): string {
  return JSON.stringify([oldFrom, oldTo, lines.slice(newFrom, newTo)]);
}
