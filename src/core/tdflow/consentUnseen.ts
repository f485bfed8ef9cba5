import { ownDecision } from '../changes/changeSet';
import { fail, ok } from '../lib/result';
import { decideAll, filesWith } from '../review/review';
import type { Consent } from './consent';

/**
 * Consents to writing what is proposed without a look, and never to a file that needs a decision of its own. An answer that was refused in
 * part is not taken in part. A verdict that is not reached gives the files back. `by` is what the user said, for a refusal.
 */
export function consentUnseen(by: string): Consent {
  return {
    async review(review) {
      const refused = filesWith(review, 'rejected').find((file) => file.refusal !== undefined);
      if (refused !== undefined) {
        return fail({ kind: 'answer-refused', detail: `${refused.name}: ${refused.refusal?.detail ?? 'refused'}` });
      }
      const accepted = decideAll(review, 'accepted');
      const [guarded] = filesWith(accepted, 'pending');
      const conflicting = filesWith(accepted, 'pending').filter((file) => file.conflict !== undefined);
      if (conflicting.length > 0) return fail({ kind: 'base-changed', paths: conflicting.map(({ name }) => name) });
      return guarded === undefined
        ? ok(accepted)
        : fail({
            kind: 'answer-refused',
            detail: `${guarded.name} ${WHY_NOT_UNSEEN[ownDecision(guarded) ?? 'protected']}, and ${by} does not consent to it`,
          });
    },
    async afterFailure({ stop, feedback }) {
      return stop === undefined ? { kind: 'again', feedback } : { kind: 'take-back' };
    },
  };
}

/** Why a file is not accepted unseen. */
export const WHY_NOT_UNSEEN: Readonly<Record<NonNullable<ReturnType<typeof ownDecision>>, string>> = {
  conflict: 'was changed since the prompt, and not all of the proposal fits',
  protected: 'is a protected file',
  contract: 'changes what the tests promise',
  'own-key': 'holds your own API key',
  workaround: 'looks like a way around the tests',
};
