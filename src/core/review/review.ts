import type { ChangeSet, ProposedFile } from '../changes/changeSet';
import { ownDecision } from '../changes/changeSet';
import type { Decision, ReviewedFile } from './reviewedFile';
import { acceptFile, asWritten, openFile, rejectFile, withText } from './reviewedFile';

/** A finished change set and what the user made of each file. */
export interface Review {
  readonly changes: ChangeSet;
  /** One for each file of the change set, in its order. */
  readonly files: readonly ReviewedFile[];
  /** Set when the user wants another answer instead: what should be different, '' where the decisions say it all. */
  readonly anotherFor?: string;
}

/** A refused file is rejected from the start; everything else waits for a person. */
export function openReview(changes: ChangeSet): Review {
  return { changes, files: changes.files.map(openFile) };
}

/**
 * Decides about one file by its name, with the hunks that are chosen in it. A refused file stays rejected whatever is asked, and
 * one that changes what the tests promise is accepted with a reason only.
 */
export function decide(review: Review, name: string, decision: Decision, reason = ''): Review {
  return change(review, name, (reviewed) => {
    if (decision === 'rejected') return rejectFile(reviewed, reason);
    if (decision === 'pending') return openFile(reviewed.file);
    const isMissing = ownDecision(asWritten(reviewed)) === 'contract' && reason.trim() === '';
    return isMissing ? reviewed : acceptFile(reviewed, reason.trim());
  });
}

/** Decides about all that is still pending; files that need a decision of their own are left for it when accepting. */
export function decideAll(review: Review, decision: 'accepted' | 'rejected'): Review {
  const files = review.files.map((reviewed) => {
    if (reviewed.decision !== 'pending') return reviewed;
    if (decision === 'rejected') return rejectFile(reviewed, '');
    return ownDecision(asWritten(reviewed)) === undefined ? acceptFile(reviewed, '') : reviewed;
  });
  return { ...review, files };
}

/** Changes one file that is not refused. */
export function change(review: Review, name: string, to: (reviewed: ReviewedFile) => ReviewedFile): Review {
  const files = review.files.map((reviewed) =>
    reviewed.file.name === name && reviewed.file.refusal === undefined ? to(reviewed) : reviewed,
  );
  return files.every((reviewed, index) => reviewed === review.files[index]) ? review : { ...review, files };
}

/** What the user made of a proposal by hand. */
export function edit(review: Review, name: string, text: string): Review {
  return change(review, name, (reviewed) => withText(reviewed, text));
}

/** Whether every file is decided about. */
export function isSettled({ files }: Review): boolean {
  return files.every(({ decision }) => decision !== 'pending');
}

/** The files of that decision as they would be written: with the user's edits, without the hunks that were left out. */
export function filesWith({ files }: Review, decision: Decision): readonly ProposedFile[] {
  return files.filter((reviewed) => reviewed.decision === decision).map(asWritten);
}

/** Takes over what was found in files by another look at the review; what was changed meanwhile keeps what was found before. */
export function withFindings(review: Review, looked: Review): Review {
  const files = review.files.map((reviewed, index) => {
    const found = looked.files[index]?.found ?? reviewed.found;
    return found === reviewed.found || found.text !== reviewed.chosen ? reviewed : { ...reviewed, found };
  });
  return files.every((reviewed, index) => reviewed === review.files[index]) ? review : { ...review, files };
}

/** Why changes of what the tests promise were accepted, by file. */
export function reasonsOf({ files }: Review): Readonly<Record<string, string>> {
  const given = files.filter(
    (reviewed) => reviewed.decision === 'accepted' && ownDecision(asWritten(reviewed)) === 'contract',
  );
  return Object.fromEntries(given.map(({ file, reason }) => [file.name, reason]));
}
