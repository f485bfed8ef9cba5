import { problemOfKey } from '../../../core/model/keyShape';
import type { ApiFailure } from '../apiFailure';
import { moneyLack } from '../apiFailure';
import type { KeyCheck } from '../keyCheck';
import { problemOfAddress } from '../webAddress';
import { DEFAULT_BASE_URL } from './claudeAccess';

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
  const wrong = problemOfAddress(address);
  if (wrong !== undefined) return { kind: 'unclear', why: `The address of the service ${wrong}.` };
  const { askForOneModel } = await import('./anthropicSdk');
  const asked = await askForOneModel({ apiKey: key, baseUrl: address }, signal);
  return asked.ok ? { kind: 'good' } : describe(asked.problem);
}

function describe(failure: ApiFailure): KeyCheck {
  const { status } = failure;
  if (status === 401)
    return { kind: 'bad', why: 'The service does not know this key: it is mistyped, revoked or expired.' };
  const lack = moneyLack(failure);
  if (lack === 'credit') return { kind: 'bad', why: 'The key is right, but there is no credit left on its account.' };
  if (lack === 'spend-limit') return { kind: 'bad', why: 'The key is right, but its spend limit is reached.' };
  if (status === 403) return { kind: 'bad', why: 'The service knows this key but does not let it do this.' };
  const what = status === undefined ? 'The service could not be reached' : `The service answered with ${status}`;
  return { kind: 'unclear', why: `${what}, so the key is not checked.` };
}
