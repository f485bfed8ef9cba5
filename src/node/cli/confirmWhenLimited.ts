import { fail } from '../../core/lib/result';
import type { Ladder } from '../../core/model/ladder';
import type { Consent } from '../../core/tdflow/consent';
import type { CliHost } from './cliHost';
import { consentByAsking } from './terminalConsent';

/** `--yes` as long as the service does not limit the key; then a person is asked all the same, and without a terminal nothing is written. */
export function confirmWhenLimited(byFlag: Consent, ladder: Ladder, host: CliHost): Consent {
  return {
    ...byFlag,
    async review(review, signal, inspect) {
      if (ladder.step({ canAsk: true }) !== 'rate-limited') return byFlag.review(review, signal, inspect);
      if (host.stdin.isTTY === true) return consentByAsking(host).review(review, signal, inspect);
      return fail({ kind: 'confirmation-needed' });
    },
  };
}
