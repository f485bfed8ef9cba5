import type { APIError } from '@anthropic-ai/sdk';
import { describeCause } from '../../describeCause';
import type { ApiFailure } from '../apiFailure';
import { bareFailure } from '../apiFailure';
import { mayHaveLeft } from '../mayHaveLeft';
import { retryAfterMs } from '../retryAfter';
import { rateLimitsIn } from './rateLimitsIn';

/** The type of a failure that is none of the service's: there were no credentials to ask it with. */
export const NO_CREDENTIALS = 'no_credentials';

/** What the SDK throws, in plain data. */
export function failureOf(error: APIError): ApiFailure {
  const { status } = error;
  if (status === undefined) {
    const cause = describeCause(error);
    // So the SDKs for other clouds begin when they find nobody to sign a request as.
    const isUnsigned = /^Failed to (?:resolve|acquire) .*credentials/.test(error.message);
    return isUnsigned
      ? { ...bareFailure(undefined, cause), type: NO_CREDENTIALS }
      : { ...bareFailure(undefined, `no connection: ${cause}`), mayCost: mayHaveLeft(error) ? 'prompt' : undefined };
  }
  if (status >= 300 && status < 400) {
    return bareFailure(status, 'the address redirects to another one, to which nothing is sent');
  }
  return {
    status,
    type: error.type ?? undefined,
    code: error.errorCode ?? undefined,
    message: error.apiMessage ?? error.message.replace(/^\d+ /, ''),
    requestId: error.requestID ?? undefined,
    retryAfterMs: retryAfterMs(error.headers),
    limits: rateLimitsIn(error.headers),
  };
}
