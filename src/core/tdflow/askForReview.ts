import type { ProposedFile } from '../changes/changeSet';
import { rebaseFile } from '../changes/rebaseFile';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import type { Review } from '../review/review';
import { decide, filesWith, openReview, reasonsOf } from '../review/review';
import type { Consent } from './consent';
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

interface Asked {
  readonly opened: Review;
  readonly answer: AnsweredAttempt;
  readonly consent: Consent;
}

/**
 * Asks about a proposal. Where a file has changed since the prompt, what was accepted is made a change of the file as it is now;
 * what does not fit is asked about again, beside what the person wrote.
 */
export async function* askForReview(
  { opened, answer, consent }: Asked,
  ports: Pick<Ports, 'reader'>,
  signal: AbortSignal,
): AsyncGenerator<PhaseEvent, Result<Reviewed, Problem>> {
  let reasons: Readonly<Record<string, string>> = {};
  for (let asked = opened; ; ) {
    yield { kind: 'proposed', changes: asked.changes, answer };
    const answered = await consent.review(asked, signal);
    if (!answered.ok) return answered;
    if (signal.aborted) return fail({ kind: 'cancelled' });
    const review = answered.value;
    yield { kind: 'reviewed', review };
    reasons = { ...reasons, ...reasonsOf(review) };
    const chosen = filesWith(review, 'accepted');
    if (review.anotherFor !== undefined) return ok({ review, accepted: chosen, reasons });
    const accepted = await Promise.all(chosen.map((file) => rebased(file, ports)));
    const open = new Set(accepted.filter((file, index) => file !== chosen[index] && file.conflict !== undefined));
    if (open.size === 0) return ok({ review, accepted, reasons });
    asked = accepted
      .filter((file) => !open.has(file))
      .reduce(
        (next, { name }) => decide(next, name, 'accepted', reasons[name]),
        openReview({ ...opened.changes, files: accepted }),
      );
  }
}

async function rebased(file: ProposedFile, { reader }: Pick<Ports, 'reader'>): Promise<ProposedFile> {
  return file.path === undefined ? file : rebaseFile(file, await reader.read(file.path));
}
