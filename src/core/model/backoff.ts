import type { RetryPolicy } from '../config/config';
import type { Clock } from '../lib/clock';

/** Whatever a service asks for or the settings say: who waits longer than this has given up. */
export const LONGEST_WAIT_MS = 300_000;

/**
 * How long to wait before the request is sent again, in milliseconds: what the service asked for, else anything from nothing to a limit
 * that begins with the policy's first delay and grows, usually doubles, with each failed attempt (full jitter), so that many who fail
 * together do not come back together. Never above the policy's maximum. `failed` counts the attempts that have failed, from 1.
 */
export function backoff(
  failed: { readonly attempts: number; readonly retryAfterMs?: number | undefined },
  policy: RetryPolicy,
  clock: Pick<Clock, 'random'>,
): number {
  const longest = Math.min(policy.maxDelayMs, LONGEST_WAIT_MS);
  if (failed.retryAfterMs !== undefined) return Math.min(failed.retryAfterMs, longest);
  const growth = policy.multiplier ?? 2;
  return Math.round(clock.random() * Math.min(policy.baseDelayMs * growth ** (failed.attempts - 1), longest));
}
