import type { RateLimit } from '../../../core/model/rateLimit';

const HEADERS: readonly (readonly [RateLimit['of'], string])[] = [
  ['requests', 'requests'],
  ['tokens', 'tokens'],
  ['input tokens', 'input-tokens'],
  ['output tokens', 'output-tokens'],
];

/** What the `anthropic-ratelimit-*` headers of a response say; nothing of those that are not there or not readable. */
export function rateLimitsIn(headers: Headers | undefined): readonly RateLimit[] {
  return HEADERS.flatMap(([of, name]) => {
    const remaining = Number.parseInt(headers?.get(`anthropic-ratelimit-${name}-remaining`) ?? '', 10);
    const resetAt = Date.parse(headers?.get(`anthropic-ratelimit-${name}-reset`) ?? '');
    return remaining >= 0 && !Number.isNaN(resetAt) ? [{ of, remaining, resetAt }] : [];
  });
}
