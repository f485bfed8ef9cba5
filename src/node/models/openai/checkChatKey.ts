import { problemOfKey } from '../../../core/model/keyShape';
import type { KeyCheck } from '../keyCheck';
import { problemOfAddress } from '../webAddress';
import { listChatModels } from './chatSocket';

/** Looks at a key for an OpenAI-compatible server, and asks the server for its list of models, which costs nothing. */
export async function checkChatKey(
  { apiKey, baseUrl }: { readonly apiKey: string; readonly baseUrl: string },
  signal: AbortSignal,
): Promise<KeyCheck> {
  const why = problemOfKey(apiKey, 'other');
  if (why !== undefined) return { kind: 'bad', why };
  const wrong = problemOfAddress(baseUrl);
  if (wrong !== undefined) return { kind: 'unclear', why: `The address of the server ${wrong}.` };
  const listed = await listChatModels({ baseUrl, apiKey: apiKey.trim() }, signal);
  if (listed.ok) return { kind: 'good' };
  const { status } = listed.problem;
  if (status === 401 || status === 403) return { kind: 'bad', why: `The server at ${baseUrl} does not take this key.` };
  const what = status === undefined ? 'could not be reached' : `answered with ${status}`;
  return { kind: 'unclear', why: `The server at ${baseUrl} ${what}, so the key is not checked.` };
}
