import { createInterface } from 'node:readline/promises';
import { ownDecision } from '../../core/changes/changeSet';
import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import type { Review } from '../../core/review/review';
import { decide, decideAll, filesWith } from '../../core/review/review';
import type { Consent } from '../../core/tdflow/consent';
import type { CliHost } from './cliHost';
import { visible } from './visible';

/**
 * `--yes`: consents to writing what is proposed, and never to a file that needs a decision of its own. An answer that was refused in part is not
 * taken in part: nobody looked at it. A verdict that is not reached gives the files back.
 */
export const consentByFlag: Consent = {
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
          detail: `${guarded.name} ${WHY_NOT[ownDecision(guarded) ?? 'protected']}, and --yes does not consent to it`,
        });
  },
  async afterFailure({ stop, feedback }) {
    return stop === undefined ? { kind: 'again', feedback } : { kind: 'take-back' };
  },
};

const WHY_NOT: Readonly<Record<NonNullable<ReturnType<typeof ownDecision>>, string>> = {
  conflict: 'was changed since the prompt, and not all of the proposal fits',
  protected: 'is a protected file',
  contract: 'changes what the tests promise',
  workaround: 'looks like a way around the tests',
};

/** Asks at the terminal, file by file. The diffs were printed as they came. */
export function consentByAsking(host: CliHost): Consent {
  return {
    async review(review, signal): Promise<Result<Review, Problem>> {
      let decided = review;
      for (let [file] = filesWith(decided, 'pending'); file !== undefined; [file] = filesWith(decided, 'pending')) {
        const own = ownDecision(file);
        const guarded = own === undefined ? '' : ` (${WHY_NOT[own]})`;
        const answer = await ask(
          host,
          `Accept ${visible(file.name)}${guarded}? [y]es, [n]o, [a]ll, [r]egenerate, [q]uit: `,
          signal,
        );
        if (answer === undefined || answer === 'q') return fail({ kind: 'cancelled' });
        if (answer === 'r') {
          const words = await ask(host, 'What should be different? ', signal);
          return words === undefined ? fail({ kind: 'cancelled' }) : ok({ ...decided, anotherFor: words });
        }
        if (answer === 'a') decided = decideAll(decided, 'accepted');
        if (answer === 'n') decided = decide(decided, file.name, 'rejected');
        if (answer === 'y') {
          const reason = own === 'contract' ? await ask(host, 'Why is this change right? ', signal) : '';
          if (reason === undefined) return fail({ kind: 'cancelled' });
          decided = decide(decided, file.name, 'accepted', reason);
        }
      }
      return ok(decided);
    },
    async afterFailure({ number, of, stop, feedback, verdict }, signal) {
      if (stop !== undefined) {
        const keep =
          verdict !== undefined && (await ask(host, 'Keep the files all the same? [y]es, [N]o: ', signal)) === 'y';
        return keep ? { kind: 'keep' } : { kind: 'take-back' };
      }
      const choices = `[a]gain, [f]eedback first, ${verdict === undefined ? '' : '[k]eep the files, '}[Q]uit`;
      const answer = await ask(host, `Attempt ${number} of ${of} failed. ${choices}: `, signal);
      if (answer === 'a') return { kind: 'again', feedback };
      if (answer === 'k' && verdict !== undefined) return { kind: 'keep' };
      if (answer !== 'f') return { kind: 'take-back' };
      const more = await ask(host, 'What should the next attempt know? ', signal);
      return more === undefined ? { kind: 'take-back' } : { kind: 'again', feedback: `${more}\n\n${feedback}` };
    },
  };
}

/**
 * One question; undefined when it was cancelled or the input ended. The terminal stays as it is, without readline's own line
 * editing: Ctrl+C must reach the process as a signal, while it is asked too.
 */
async function ask(host: CliHost, question: string, signal: AbortSignal): Promise<string | undefined> {
  const lines = createInterface({ input: host.stdin, output: host.stderr, terminal: false });
  const ended = new AbortController();
  const end = () => ended.abort();
  lines.once('close', end);
  try {
    const answer = await lines.question(question, { signal: AbortSignal.any([signal, ended.signal]) });
    return answer.trim();
  } catch (error) {
    if (signal.aborted || ended.signal.aborted) return undefined;
    throw error;
  } finally {
    lines.off('close', end);
    lines.close();
  }
}
