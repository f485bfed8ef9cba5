import type { ProposedFile } from '../changes/changeSet';
import { rebaseFile } from '../changes/rebaseFile';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import type { Review } from '../review/review';
import { decide, filesWith, openReview, reasonsOf } from '../review/review';
import type { ReviewedFile } from '../review/reviewedFile';
import { asWritten, isChecked } from '../review/reviewedFile';
import type { Consent } from './consent';
import type { InspectFiles } from './inspectFiles';
import { newsIn } from './inspectFiles';
import { reviewInspector } from './inspectReview';
import type { PhaseEvent } from './phaseEvents';
import type { Ports } from './ports';
import type { AnsweredAttempt } from './stores';

/** What a person decided, for the files as they are now. */
export interface Reviewed {
  readonly review: Review;
  readonly accepted: readonly ProposedFile[];
  /** Why changes of what the tests promise were accepted, by file. */
  readonly reasons: Readonly<Record<string, string>>;
}

/** What happens while a proposal is looked at. */
export type ReviewEvent = Extract<PhaseEvent, { readonly kind: 'proposed' | 'reviewed' }>;

interface Asked {
  /** Finds what is to be known of files as they would be written. */
  readonly inspect: InspectFiles;
  readonly opened: Review;
  readonly answer: AnsweredAttempt;
  readonly consent: Consent;
}

/**
 * Asks about a proposal. Where a file has changed since the prompt, what was accepted is made a change of the file as it is now.
 * Asks again about what does not fit, beside what the person wrote, and about what came in by their own changes that must be
 * weighed before it is written.
 */
export async function* askForReview(
  { inspect, opened, answer, consent }: Asked,
  ports: Pick<Ports, 'reader'>,
  signal: AbortSignal,
): AsyncGenerator<ReviewEvent, Result<Reviewed, Problem>> {
  let reasons: Readonly<Record<string, string>> = {};
  const before: ReviewedFile[] = [];
  for (let asked = opened; ; ) {
    yield { kind: 'proposed', changes: asked.changes, answer };
    const answered = await consent.review(asked, signal, reviewInspector(inspect));
    if (!answered.ok) return answered;
    if (signal.aborted) return fail({ kind: 'cancelled' });
    const review = answered.value;
    yield { kind: 'reviewed', review };
    reasons = { ...reasons, ...reasonsOf(review) };
    const chosen = filesWith(review, 'accepted');
    if (review.anotherFor !== undefined) {
      return ok({ review: { ...review, files: [...before, ...review.files] }, accepted: chosen, reasons });
    }
    before.push(...leftOut(review));
    const { accepted, news } = await lookAgain(review, inspect, ports);
    const open = new Set(news.length > 0 ? news : await consent.beforeWriting?.(accepted));
    if (signal.aborted) return fail({ kind: 'cancelled' });
    if (open.size === 0) return ok({ review, accepted, reasons: stillNeeded(reasons, accepted) });
    asked = accepted
      .filter((file) => !open.has(file))
      .reduce(
        (next, { name }) => decide(next, name, 'accepted', reasons[name]),
        openReview({ ...opened.changes, files: accepted }),
      );
  }
}

/** What was left out of a review, which another look at the rest does not show any more: another answer is told of it too. */
function leftOut({ files }: Review): readonly ReviewedFile[] {
  return files.flatMap((reviewed) => {
    if (reviewed.decision === 'rejected') return [reviewed];
    const hunks = reviewed.hunks.filter(({ decision }) => decision === 'rejected');
    return hunks.length === 0 ? [] : [{ ...reviewed, decision: 'pending' as const, hunks }];
  });
}

/** The reasons for contract changes that are about to be written: one may have been edited away since. */
function stillNeeded(reasons: Reviewed['reasons'], accepted: readonly ProposedFile[]): Reviewed['reasons'] {
  const changing = new Set(accepted.flatMap(({ name, concerns }) => (concerns?.contract.length ? [name] : [])));
  return Object.fromEntries(Object.entries(reasons).filter(([name]) => changing.has(name)));
}

/** What was accepted as a change of the files as they are now; `news` is what was not there to be seen when it was decided. */
async function lookAgain(
  review: Review,
  inspect: InspectFiles,
  ports: Pick<Ports, 'reader'>,
): Promise<{ readonly accepted: readonly ProposedFile[]; readonly news: readonly ProposedFile[] }> {
  const taken = review.files.filter(({ decision }) => decision === 'accepted');
  const fitting = await Promise.all(
    taken.map(async (reviewed) => {
      const file = await rebased(asWritten(reviewed), ports);
      return { file, isChecked: isChecked(reviewed, file.text) };
    }),
  );
  const accepted = await inspect(fitting);
  const isOpen = (file: ProposedFile, index: number): boolean => {
    const reviewed = taken[index];
    if (reviewed === undefined) return true;
    const isNewConflict = file.conflict !== undefined && file.conflict !== reviewed.file.conflict;
    return isNewConflict || newsIn(file, asWritten(reviewed)).length > 0;
  };
  return { accepted, news: accepted.filter(isOpen) };
}

async function rebased(file: ProposedFile, { reader }: Pick<Ports, 'reader'>): Promise<ProposedFile> {
  return file.path === undefined ? file : rebaseFile(file, await reader.read(file.path));
}
