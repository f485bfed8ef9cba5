import type { Interface } from 'node:readline/promises';
import { createInterface } from 'node:readline/promises';
import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import type { Review } from '../../core/review/review';
import { decide, decideAll, filesWith } from '../../core/review/review';
import type { Consent } from '../../core/tdflow/consent';
import type { Verdict } from '../../core/verdict/verdict';
import type { CliHost } from './cliHost';

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
export class TerminalConsent implements Consent {
  private readonly lines: Interface;

  constructor(host: CliHost) {
    this.lines = createInterface({ input: host.stdin, output: host.stderr });
  }

  async review(review: Review, signal: AbortSignal): Promise<Result<Review, Problem>> {
    let decided = review;
    for (let [file] = filesWith(decided, 'pending'); file !== undefined; [file] = filesWith(decided, 'pending')) {
      const guarded = file.protected ? ' (protected: it configures what runs)' : '';
      const answer = await this.ask(`Accept ${file.name}${guarded}? [y]es, [n]o, [a]ll, [q]uit: `, signal);
      if (answer === undefined || answer === 'q') return fail({ kind: 'cancelled' });
      if (answer === 'a') decided = decideAll(decided, 'accepted');
      if (answer === 'y' || answer === 'n')
        decided = decide(decided, file.name, answer === 'y' ? 'accepted' : 'rejected');
    }
    return ok(decided);
  }

  async keepAnyway(_verdict: Verdict, signal: AbortSignal): Promise<boolean> {
    return (await this.ask('Keep the files all the same? [y]es, [N]o: ', signal)) === 'y';
  }

  close(): void {
    this.lines.close();
  }

  /** Undefined when the step was cancelled or the input ended. */
  private async ask(question: string, signal: AbortSignal): Promise<string | undefined> {
    const ended = new AbortController();
    const end = () => ended.abort();
    this.lines.once('close', end);
    try {
      return (await this.lines.question(question, { signal: AbortSignal.any([signal, ended.signal]) }))
        .trim()
        .toLowerCase();
    } catch (error) {
      if (signal.aborted || ended.signal.aborted) return undefined;
      throw error;
    } finally {
      this.lines.off('close', end);
    }
  }
}
