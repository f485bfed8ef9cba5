import type { ProposedFile } from '../changes/changeSet';
import type { ReviewedFile, ReviewedHunk } from '../review/reviewedFile';
import { keyOf, openFile } from '../review/reviewedFile';
import type { PhasePlace, Row } from './row';

/** More rows than this are not read but scrolled past; the diff shows all. */
const MOST_ROWS = 100;
/** Lines of a change that its tooltip has room for. */
const MOST_LINES = 30;

/** Rows are drawn at every decision and keystroke: those of a file that is as it was are made once. */
const drawn = new WeakMap<ReviewedFile | ProposedFile, readonly Row[]>();

/** One row for each change of a file, with a check box that says whether it is to be written; of very many the first ones. */
export function hunkRows(place: PhasePlace, reviewed: ReviewedFile): readonly Row[] {
  const known = drawn.get(reviewed);
  if (known !== undefined) return known;
  const { hunks } = reviewed;
  const [first] = hunks.slice(MOST_ROWS);
  const rows = hunks.slice(0, MOST_ROWS).map((hunk) => hunkRow(place, reviewed, hunk));
  if (first !== undefined) rows.push(restRow(place, reviewed, first));
  drawn.set(reviewed, rows);
  return rows;
}

/** The changes of a file that is whole while others still arrive: to be looked at already, and decided about with the rest. */
export function arrivedHunkRows(place: PhasePlace, file: ProposedFile): readonly Row[] {
  if (file.state === 'streaming' || file.refusal !== undefined) return [];
  const known = drawn.get(file);
  if (known !== undefined) return known;
  const rows = hunkRows(place, openFile(file)).map(({ checked: _, ...row }) => ({ ...row, actions: [] }));
  drawn.set(file, rows);
  return rows;
}

function hunkRow({ id, component, phase }: PhasePlace, reviewed: ReviewedFile, hunk: ReviewedHunk): Row {
  const { name } = reviewed.file;
  const { edit, removed, added, decision } = hunk;
  const isOpen = reviewed.decision === 'pending';
  return {
    // By what it replaces: a click on a row that was drawn before an edit still means the same lines.
    id: `${id}/proposal/${name}/hunk/${edit.oldFrom}-${edit.oldTo}`,
    kind: 'hunk',
    label: firstWords(added) ?? firstWords(removed) ?? 'blank lines',
    description: `line ${edit.newFrom + 1} · +${added.length} -${removed.length}`,
    detail: shown([...removed.map((line) => `- ${line}`), ...added.map((line) => `+ ${line}`)]),
    state: decision === 'pending' ? 'ready' : decision,
    checked: decision !== 'rejected',
    actions: isOpen ? ACTIONS_AFTER[decision] : [],
    target: { kind: 'proposal', name, hunk: keyOf(hunk), line: edit.newFrom + 1 },
    component,
    phase,
    children: [],
  };
}

/** Stands for the changes that have no row of their own, and leads to the first of them in the diff. */
function restRow({ id, component, phase }: PhasePlace, { file, hunks }: ReviewedFile, first: ReviewedHunk): Row {
  const line = first.edit.newFrom + 1;
  const left = hunks.length - MOST_ROWS;
  return {
    id: `${id}/proposal/${file.name}/hunks`,
    kind: 'note',
    label: `and ${left} more ${left === 1 ? 'change' : 'changes'}`,
    description: `from line ${line} on`,
    detail: 'They are decided about in the diff, or with the whole file.',
    state: 'none',
    actions: [],
    target: { kind: 'proposal', name: file.name, line },
    component,
    phase,
    children: [],
  };
}

const ACTIONS_AFTER = {
  pending: ['acceptHunk', 'rejectHunk'],
  accepted: ['rejectHunk'],
  rejected: ['acceptHunk'],
} as const;

function shown(lines: readonly string[]): string {
  const left = lines.length - MOST_LINES;
  const text = lines.slice(0, MOST_LINES).join('').trimEnd();
  return left <= 0 ? text : `${text}\nand ${left} more ${left === 1 ? 'line' : 'lines'}`;
}

function firstWords(lines: readonly string[]): string | undefined {
  const words = lines.map((line) => line.trim()).filter((line) => line !== '');
  return words.find((line) => /\p{L}|\p{N}/u.test(line)) ?? words[0];
}
