import { problemOfKey } from '../../../core/model/keyShape';
import type { ApiFailure } from './apiFailure';
import { DEFAULT_BASE_URL } from './claudeAccess';

/** `bad` and `unclear` come with one sentence that repeats nothing of the key; a key that is unclear may well be right. */
export type KeyCheck = { readonly kind: 'good' } | { readonly kind: 'bad' | 'unclear'; readonly why: string };

interface KeyUse {
  readonly apiKey: string;
  readonly baseUrl: string | undefined;
}

/** Looks at a key, and asks the service for one line of its list of models, which costs nothing. */
export async function checkKey({ apiKey, baseUrl }: KeyUse, signal: AbortSignal): Promise<KeyCheck> {
  const key = apiKey.trim();
  const why = problemOfKey(key, baseUrl === undefined ? 'anthropic' : 'other');
  if (why !== undefined) return { kind: 'bad', why };
  const address = baseUrl ?? DEFAULT_BASE_URL;
  if (!URL.canParse(address)) return { kind: 'unclear', why: `The address of the service is none: ${address}` };
  const { askForOneModel } = await import('./anthropicSdk');
  const asked = await askForOneModel({ apiKey: key, baseUrl: address }, signal);
  return asked.ok ? { kind: 'good' } : describe(asked.problem);
}

function describe({ status, type, code, message }: ApiFailure): KeyCheck {
  if (status === 401)
    return { kind: 'bad', why: 'The service does not know this key: it is mistyped, revoked or expired.' };
  if (status === 402 || type === 'billing_error' || /credit balance/i.test(message)) {
    return { kind: 'bad', why: 'The key is right, but there is no credit left on its account.' };
  }
  if (code?.endsWith('_spend_limit_reached') === true) {
    return { kind: 'bad', why: 'The key is right, but its spend limit is reached.' };
  }
  if (status === 403) return { kind: 'bad', why: 'The service knows this key but does not let it do this.' };
  const what = status === undefined ? 'The service could not be reached' : `The service answered with ${status}`;
  return { kind: 'unclear', why: `${what}, so the key is not checked.` };
}
