import type { Review } from './review';
import type { ReviewedFile, ReviewedHunk } from './reviewedFile';

/** What the next answer is told of a review that asks for one: the user's words, what was accepted, and what was not and why. */
export function reviewFeedback(review: Review, words: string): string {
  const files = review.files.filter(({ file }) => file.refusal === undefined);
  return [
    'A person looked at your last answer and asks for another one. Nothing of it was written.',
    ...(words.trim() === '' ? [] : [`What should be different: ${words.trim()}`]),
    ...section('Accepted; give it again just so:', files.flatMap(accepted)),
    ...section('Rejected:', files.flatMap(rejected)),
    ...section(
      'Refused, as it can never be accepted:',
      review.files.flatMap(({ file }) => (file.refusal === undefined ? [] : [`${file.name}: ${file.refusal.detail}`])),
    ),
  ].join('\n');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `- ${line}`)];
}

function accepted({ file, decision, hunks, text }: ReviewedFile): readonly string[] {
  const taken = hunks.filter((hunk) => hunk.decision === 'accepted');
  if (decision === 'accepted' && taken.length === hunks.length) {
    return [text === file.text ? file.name : `${file.name}, as the person changed it:\n${text}`];
  }
  return decision === 'rejected' ? [] : taken.map((hunk) => `${file.name}, ${describe(hunk)}`);
}

function rejected({ file, decision, hunks, reason }: ReviewedFile): readonly string[] {
  if (decision === 'rejected') return [reason === '' ? file.name : `${file.name}: ${reason}`];
  return hunks.filter((hunk) => hunk.decision === 'rejected').map((hunk) => `${file.name}, ${describe(hunk)}`);
}

function describe({ edit, removed, added }: ReviewedHunk): string {
  const lines = [...removed.map((line) => `-${line}`), ...added.map((line) => `+${line}`)];
  return `the change at line ${edit.newFrom + 1}:\n${lines.join('').trimEnd()}`;
}
