import type { FileText } from '../workspace/fileText';
import type { FileConflict, ProposedFile } from './changeSet';
import type { MergeConflict } from './merge';
import { merge } from './merge';

/**
 * Makes a proposal one about the file as it is now, hunk by hunk. What does not fit stays as it is now and is a conflict. The same
 * object when nothing has changed.
 */
export function rebaseFile(file: ProposedFile, now: FileText | 'unreadable' | undefined): ProposedFile {
  const { action, base, name } = file;
  if (now === 'unreadable') return conflict(file, base, [`${name} cannot be read any more`]);
  if (now?.hash === base?.hash) return file;
  if (now === undefined) return conflict(file, undefined, [`${name} was deleted since`]);
  if (base === undefined) {
    return now.text === file.text ? { ...file, base: now } : conflict(file, now, [`${name} was created since`]);
  }
  if (action === 'delete') return conflict(file, now, [`${name} was changed since, and the answer deletes it`]);
  if (action === 'rename') return { ...file, base: now, text: now.text };
  const { text, conflicts } = merge(base.text, now.text, file.text);
  const rebased = { ...file, base: now, text };
  return conflicts.length === 0 ? rebased : conflict(rebased, now, conflicts.map(describe), file);
}

function conflict(
  file: ProposedFile,
  base: FileText | undefined,
  places: readonly string[],
  original: ProposedFile = file,
): ProposedFile {
  const conflicting: FileConflict = { ancestor: original.base?.text ?? '', proposed: original.text, places };
  return { ...file, base, conflict: conflicting };
}

function describe({ baseFrom, ours, theirs }: MergeConflict): string {
  const first = (lines: readonly string[]) => lines.map((line) => line.trim()).find((line) => line !== '') ?? 'nothing';
  return `line ${baseFrom + 1}: you have \`${first(ours)}\`, the proposal has \`${first(theirs)}\``;
}
