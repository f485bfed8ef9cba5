import { createInterface } from 'node:readline/promises';
import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import type { Review } from '../../core/review/review';
import { decide, decideAll, filesWith } from '../../core/review/review';
import type { Consent } from '../../core/tdflow/consent';
import type { CliHost } from './cliHost';
import { visible } from './visible';

/**
 * `--yes`: consents to writing what is proposed, and never to a protected file. An answer that was refused in part is not
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
    return guarded === undefined
      ? ok(accepted)
      : fail({
          kind: 'answer-refused',
          detail: `${guarded.name} is a protected file, and --yes does not consent to it`,
        });
  },
  async keepAnyway() {
    return false;
  },
};

/** Asks at the terminal, file by file. The diffs were printed as they came. */
export function consentByAsking(host: CliHost): Consent {
  return {
    async review(review, signal): Promise<Result<Review, Problem>> {
      let decided = review;
      for (let [file] = filesWith(decided, 'pending'); file !== undefined; [file] = filesWith(decided, 'pending')) {
        const guarded = file.protected ? ' (protected: it configures what runs)' : '';
        const answer = await ask(host, `Accept ${visible(file.name)}${guarded}? [y]es, [n]o, [a]ll, [q]uit: `, signal);
        if (answer === undefined || answer === 'q') return fail({ kind: 'cancelled' });
        if (answer === 'a') decided = decideAll(decided, 'accepted');
        if (answer === 'y' || answer === 'n') {
          decided = decide(decided, file.name, answer === 'y' ? 'accepted' : 'rejected');
        }
      }
      return ok(decided);
    },
    async keepAnyway(_verdict, signal) {
      return (await ask(host, 'Keep the files all the same? [y]es, [N]o: ', signal)) === 'y';
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
    return answer.trim().toLowerCase();
  } catch (error) {
    if (signal.aborted || ended.signal.aborted) return undefined;
    throw error;
  } finally {
    lines.off('close', end);
    lines.close();
  }
}
