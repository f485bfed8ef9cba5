import { Anthropic, APIError } from '@anthropic-ai/sdk';
import type { Result } from '../../../core/lib/result';
import { fail, ok } from '../../../core/lib/result';
import { failureOf } from './apiError';
import type { ApiFailure } from './apiFailure';
import { askForCount, askForList } from './freeCalls';
import { openMessageStream, PLAIN_CLIENT } from './messageStream';
import { withoutCustomHeaders } from './withoutCustomHeaders';

/** One call of the Messages API. */
export interface MessagesCall {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly body: Anthropic.MessageCreateParamsStreaming;
}

type Access = Pick<MessagesCall, 'apiKey' | 'baseUrl'>;

/** Sends one request to Anthropic's own API, or to what speaks like it; see `openMessageStream`. */
export function openMessages(
  call: MessagesCall,
  signal: AbortSignal,
): Promise<Result<AsyncIterable<unknown>, ApiFailure>> {
  return openMessageStream(clientFor(call), call.body, signal);
}

/** Asks for one model of the list: the cheapest request that needs a key. */
export async function askForOneModel(
  at: Pick<MessagesCall, 'apiKey' | 'baseUrl'>,
  signal: AbortSignal,
): Promise<Result<undefined, ApiFailure>> {
  try {
    await clientFor(at).get('/v1/models?limit=1', { signal }).asResponse();
    return ok(undefined);
  } catch (error) {
    if (error instanceof APIError) return fail(failureOf(error));
    throw error;
  }
}

/** See `askForList`. */
export function listModels(at: Access, signal: AbortSignal): Promise<Result<unknown, string>> {
  return askForList(clientFor(at), signal);
}

/** See `askForCount`. */
export function countMessageTokens(
  at: Access,
  body: Anthropic.MessageCountTokensParams,
  signal: AbortSignal,
): Promise<Result<unknown, string>> {
  return askForCount(clientFor(at), body, signal);
}

function clientFor({ apiKey, baseUrl }: Pick<MessagesCall, 'apiKey' | 'baseUrl'>): Anthropic {
  return withoutCustomHeaders(
    () =>
      new Anthropic({
        apiKey,
        authToken: null,
        webhookKey: null,
        baseURL: baseUrl,
        ...PLAIN_CLIENT,
      }),
  );
}
