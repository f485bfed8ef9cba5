import type { Anthropic } from '@anthropic-ai/sdk';
import { APIError } from '@anthropic-ai/sdk';
import type { Result } from '../../../core/lib/result';
import { fail, ok } from '../../../core/lib/result';
import { describeCause } from '../../describeCause';

/** The body of `GET /v1/models`, with the models of all stages of life, as the service sent it; a problem is a clause. */
export function askForList(client: Anthropic, signal: AbortSignal): Promise<Result<unknown, string>> {
  const lifecycle: Anthropic.ModelListParams['lifecycle'] = ['active', 'deprecated', 'retired'];
  return bodyOf(() => client.models.list({ limit: 1_000, lifecycle }, { signal }).asResponse());
}

/** The body of `POST /v1/messages/count_tokens`, as the service sent it; a problem is a clause. */
export function askForCount(
  client: Anthropic,
  body: Anthropic.MessageCountTokensParams,
  signal: AbortSignal,
): Promise<Result<unknown, string>> {
  return bodyOf(() => client.messages.countTokens(body, { signal }).asResponse());
}

async function bodyOf(ask: () => Promise<Response>): Promise<Result<unknown, string>> {
  try {
    return ok(await (await ask()).json());
  } catch (error) {
    if (!(error instanceof APIError)) return fail(`its answer cannot be read: ${describeCause(error)}`);
    return fail(error.status === undefined ? 'the service could not be reached' : `it answered with ${error.status}`);
  }
}
