import type { ReviewedFile, ReviewedHunk } from '../review/reviewedFile';
import { linesOfHunk } from '../review/reviewedFile';
import type { PhasePlace, Row } from './row';

/** One row for each change of a file, with a check box that says whether it is to be written. */
export function hunkRows(place: PhasePlace, reviewed: ReviewedFile): readonly Row[] {
  return reviewed.hunks.map((hunk, index) => hunkRow(place, reviewed, { hunk, index }));
}

function hunkRow(
  { id, component, phase }: PhasePlace,
  reviewed: ReviewedFile,
  { hunk, index }: { readonly hunk: ReviewedHunk; readonly index: number },
): Row {
  const { name } = reviewed.file;
  const { removed, added } = linesOfHunk(reviewed, hunk);
  const isOpen = reviewed.decision === 'pending';
  return {
    id: `${id}/proposal/${name}/hunk/${index}`,
    kind: 'hunk',
    label: firstWords(added) ?? firstWords(removed) ?? 'blank lines',
    description: `line ${hunk.edit.newFrom + 1} · +${added.length} -${removed.length}`,
    detail: [...removed.map((line) => `- ${line}`), ...added.map((line) => `+ ${line}`)].join('').trimEnd(),
    state: hunk.decision === 'pending' ? 'ready' : hunk.decision,
    checked: hunk.decision !== 'rejected',
    actions: isOpen ? ACTIONS_AFTER[hunk.decision] : [],
    target: { kind: 'proposal', name, hunk: index, line: hunk.edit.newFrom + 1 },
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

function firstWords(lines: readonly string[]): string | undefined {
  const words = lines.map((line) => line.trim()).filter((line) => line !== '');
  return words.find((line) => /\p{L}|\p{N}/u.test(line)) ?? words[0];
}
