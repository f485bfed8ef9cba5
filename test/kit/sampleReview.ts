import type { ProposedFile } from '../../src/core/changes/changeSet';
import type { Review } from '../../src/core/review/review';
import { decide, openReview } from '../../src/core/review/review';
import type { Decision, ReviewedFile } from '../../src/core/review/reviewedFile';
import { keyOf } from '../../src/core/review/reviewedFile';

/** A proposed file that is new and whole, but for what is given. */
export function proposedFile(name: string, about: Partial<ProposedFile> = {}): ProposedFile {
  return {
    name,
    action: 'write',
    path: undefined,
    to: undefined,
    base: undefined,
    text: 'a\nb\n',
    state: 'complete',
    refusal: undefined,
    protected: false,
    ...about,
  };
}

/** A review of these files, with a decision about each, or about none. */
export function reviewOf(files: readonly ProposedFile[], decisions: readonly Decision[] = []): Review {
  const open = openReview({ files, explanation: '', unchanged: [], notes: [], incomplete: [] });
  return files.reduce((review, { name }, index) => {
    const decision = decisions[index] ?? 'pending';
    return decision === 'pending' ? review : decide(review, name, decision, 'so be it');
  }, open);
}

/** The key of a file's hunk, by its number from 0. */
export function hunkKey({ hunks }: ReviewedFile, index: number): string {
  const hunk = hunks[index];
  if (hunk === undefined) throw new Error(`there is no hunk ${index}`);
  return keyOf(hunk);
}

/** A text that is in place. */
export function baseText(text: string): NonNullable<ProposedFile['base']> {
  return { text, eol: '\n', bom: false, mode: undefined, hash: '' };
}
