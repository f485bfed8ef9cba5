import { createInterface } from 'node:readline/promises';
import { ownDecision } from '../../core/changes/changeSet';
import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import { visible } from '../../core/lib/visible';
import type { Review } from '../../core/review/review';
import { decide, decideAll, filesWith } from '../../core/review/review';
import type { Consent } from '../../core/tdflow/consent';
import { consentUnseen, WHY_NOT_UNSEEN } from '../../core/tdflow/consentUnseen';
import type { CliHost } from './cliHost';

/** The switch that stands for a person. */
export const consentByFlag = consentUnseen('--yes');

const REVIEW_KEYS = `  y  accept the file; it is written when all are decided
  n  reject the file; it stays as it is
  a  accept this file and all that follow, save one that needs a decision of its own
  r  ask for another answer, which is told what you accepted, what you rejected, and what you say should be different
  q  quit; nothing is written
`;
const FAILURE_KEYS = `  a  ask for another answer, which is told what failed; the files are as before until then
  f  the same, and you say beforehand what it should know
  k  keep the files as they are now, where tests were run
  q  quit; the files are given back as they were before
`;

/** Asks at the terminal, file by file. The diffs were printed as they came. */
export function consentByAsking(host: CliHost): Consent {
  return {
    async review(review, signal): Promise<Result<Review, Problem>> {
      let decided = review;
      for (let [file] = filesWith(decided, 'pending'); file !== undefined; [file] = filesWith(decided, 'pending')) {
        const own = ownDecision(file);
        const guarded = own === undefined ? '' : ` (${WHY_NOT_UNSEEN[own]})`;
        const question = `Accept ${visible(file.name)}${guarded}? [y]es, [n]o, [a]ll, [r]egenerate, [q]uit`;
        const answer = await choose(host, question, REVIEW_KEYS, signal);
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
      const answer = await choose(host, `Attempt ${number} of ${of} failed. ${choices}`, FAILURE_KEYS, signal);
      if (answer === 'a') return { kind: 'again', feedback };
      if (answer === 'k' && verdict !== undefined) return { kind: 'keep' };
      if (answer !== 'f') return { kind: 'take-back' };
      const more = await ask(host, 'What should the next attempt know? ', signal);
      return more === undefined ? { kind: 'take-back' } : { kind: 'again', feedback: `${more}\n\n${feedback}` };
    },
  };
}

/** One question whose keys `?` and `h` explain, after which it is asked again. */
async function choose(host: CliHost, question: string, keys: string, signal: AbortSignal): Promise<string | undefined> {
  for (;;) {
    const answer = await ask(host, `${question}, [?] help: `, signal);
    if (answer !== '?' && answer !== 'h') return answer;
    host.stderr.write(keys);
  }
}

/**
 * One question; undefined when it was cancelled or the input ended. The terminal stays as it is, without readline's own line
 * editing: Ctrl+C must reach the process as a signal, while it is asked too.
 */
export async function ask(host: CliHost, question: string, signal: AbortSignal): Promise<string | undefined> {
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
