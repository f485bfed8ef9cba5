import type { Concerns, ProposedFile } from '../changes/changeSet';
import { ownDecision } from '../changes/changeSet';
import type { FileCheck } from '../changes/checks/fileCheck';
import type { Edit } from '../changes/edit';
import { editsBetween, linesOf } from '../changes/lineDiff';
import { takeEdits } from '../changes/takeEdits';

export type Decision = 'pending' | 'accepted' | 'rejected';

/** A changed stretch of a file: what gives way to what, and whether it is to be written. */
export interface ReviewedHunk {
  readonly edit: Edit;
  /** The lines of the base that go, with their ends. */
  readonly removed: readonly string[];
  /** The lines of the proposal that come, with their ends. */
  readonly added: readonly string[];
  /** `pending` and `accepted` ones are written when the file is accepted. */
  readonly decision: Decision;
}

/** What is known of a text: what a person should know, and what they must weigh. */
export interface Found {
  readonly text: string;
  readonly concerns: Concerns | undefined;
  readonly checks: readonly FileCheck[] | undefined;
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
  /** Of `chosen`, or of what it was when it was last looked at. */
  readonly found: Found;
  /** Why it was decided so, in the user's words; '' for none. */
  readonly reason: string;
}

export function openFile(file: ProposedFile): ReviewedFile {
  const { text, refusal, concerns, checks } = file;
  return {
    file,
    decision: refusal === undefined ? 'pending' : 'rejected',
    text,
    hunks: hunksOf(file, text, new Map()),
    chosen: text,
    found: { text, concerns, checks },
    reason: '',
  };
}

/** The file as accepting it writes it: with the user's edits, without the hunks that were left out. */
export function asWritten({ file, chosen, found }: ReviewedFile): ProposedFile {
  return { ...file, text: chosen, concerns: found.concerns, checks: found.checks };
}

/** Whether the checks that were found are those of this text. */
export function isChecked({ found }: ReviewedFile, text: string): boolean {
  return found.checks !== undefined && found.text === text;
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

/**
 * Names a hunk within its file, whatever is edited around it: the same lines of the base that give way to the same new ones. Once
 * the hunk itself is another one, nothing has the key any more.
 */
export function keyOf({ edit: { oldFrom, oldTo }, added }: ReviewedHunk): string {
  return JSON.stringify([oldFrom, oldTo, added]);
}

/**
 * Takes a hunk, by its key, into what will be written, or leaves it out; the file itself stays undecided. The same file when it
 * has no such hunk any more.
 */
export function chooseHunk(reviewed: ReviewedFile, key: string, choice: 'in' | 'out'): ReviewedFile {
  const next = withDecision(reviewed, key, choice === 'in' ? 'pending' : 'rejected');
  return next === undefined ? reviewed : { ...next, decision: 'pending' };
}

/**
 * Decides about one hunk, by its key. With the last one the file is decided too, unless it needs a decision of its own. The same
 * file when it has no such hunk any more.
 */
export function decideHunk(reviewed: ReviewedFile, key: string, decision: 'accepted' | 'rejected'): ReviewedFile {
  const decided = withDecision(reviewed, key, decision);
  if (decided === undefined) return reviewed;
  const next: ReviewedFile = { ...decided, decision: 'pending' };
  if (next.hunks.some((hunk) => hunk.decision === 'pending')) return next;
  const isRejected = next.hunks.every((hunk) => hunk.decision === 'rejected');
  return isRejected || ownDecision(asWritten(next)) === undefined ? acceptFile(next, '') : next;
}

/** Sets what was decided about each hunk, in their order. */
export function withDecisions(reviewed: ReviewedFile, decisions: readonly Decision[]): ReviewedFile {
  return withHunks(
    reviewed,
    reviewed.hunks.map((hunk, index) => decided(hunk, decisions[index] ?? 'pending')),
  );
}

function withDecision(reviewed: ReviewedFile, key: string, decision: Decision): ReviewedFile | undefined {
  const index = reviewed.hunks.findIndex((hunk) => keyOf(hunk) === key);
  if (index === -1) return undefined;
  return withHunks(
    reviewed,
    reviewed.hunks.map((hunk, at) => (at === index ? decided(hunk, decision) : hunk)),
  );
}

/** Takes over what the user made of the proposal; hunks that are the same as before keep what was decided about them. */
export function withText(reviewed: ReviewedFile, text: string): ReviewedFile {
  if (text === reviewed.text) return reviewed;
  const known = new Map(reviewed.hunks.map((hunk) => [keyOf(hunk), hunk.decision]));
  const hunks = hunksOf(reviewed.file, text, known);
  return withHunks({ ...reviewed, text, decision: 'pending' }, hunks);
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

function hunksOf(file: ProposedFile, text: string, known: ReadonlyMap<string, Decision>): ReviewedHunk[] {
  const isChanged = file.base !== undefined && (file.action === 'write' || file.action === 'append');
  if (file.refusal !== undefined || file.base === undefined || !isChanged) return [];
  const [base, lines] = [linesOf(file.base.text), linesOf(text)];
  return editsBetween(base, lines).map((edit) => {
    const [removed, added] = [base.slice(edit.oldFrom, edit.oldTo), lines.slice(edit.newFrom, edit.newTo)];
    const hunk: ReviewedHunk = { edit, removed, added, decision: 'pending' };
    return known.size === 0 ? hunk : decided(hunk, known.get(keyOf(hunk)) ?? 'pending');
  });
}
