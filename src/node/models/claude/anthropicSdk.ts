import { Anthropic, APIError } from '@anthropic-ai/sdk';
import type { Result } from '../../../core/lib/result';
import { fail, ok } from '../../../core/lib/result';
import type { ApiFailure } from '../apiFailure';
import { failureOf } from './apiError';
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
export async function askForOneModel(at: Access, signal: AbortSignal): Promise<Result<undefined, ApiFailure>> {
  try {
    const response = await clientFor(at).get('/v1/models?limit=1', { signal }).asResponse();
    // Unread, it would hold its connection.
    await response.body?.cancel();
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

function clientFor({ apiKey, baseUrl }: Access): Anthropic {
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
