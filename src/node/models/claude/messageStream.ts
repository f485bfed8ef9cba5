import type { BaseAnthropic } from '@anthropic-ai/sdk';
import { AnthropicError, APIError } from '@anthropic-ai/sdk';
import { Stream } from '@anthropic-ai/sdk/core/streaming';
import type { MessageCreateParamsStreaming } from '@anthropic-ai/sdk/resources/messages';
import type { Result } from '../../../core/lib/result';
import { fail, ok } from '../../../core/lib/result';
import { describeCause } from '../../describeCause';
import { bareFailure, failureOf } from './apiError';
import type { ApiFailure } from './apiFailure';
import { rateLimitsIn } from './rateLimitsIn';

/** The body of a request for a streamed message. */
export type MessageBody = MessageCreateParamsStreaming;

/** What a client of the SDK is made with, whosever service it speaks to: no retries, no log, no tracing, no redirect. */
export const PLAIN_CLIENT = {
  maxRetries: 0,
  /** Longer than the watchdog of whoever calls: that one tells why. */
  timeout: 600_000,
  logLevel: 'off',
  openTelemetry: { propagation: false, traces: { enabled: false } },
  // A redirect would carry the prompt to whatever host it names.
  fetchOptions: { redirect: 'manual' },
} as const;

/**
 * Sends one request, without retries, and gives the JSON of each event in its stream, pings and errors included: the SDK's
 * own iteration hides the pings, which are the only sign of life while a model thinks. A connection that breaks becomes a
 * last event of type `connection_lost`, and what the headers say a first one of type `response`; aborting
 * just ends the stream.
 */
export async function openMessageStream(
  client: BaseAnthropic,
  body: MessageBody,
  signal: AbortSignal,
): Promise<Result<AsyncIterable<unknown>, ApiFailure>> {
  try {
    const response = await client.post('/v1/messages', { body, stream: true, signal }).asResponse();
    const type = response.headers.get('content-type') ?? 'no content type';
    if (type.startsWith('text/event-stream')) return ok(eventsOf(response, signal));
    await response.body?.cancel();
    return fail(bareFailure(response.status, `${client.baseURL} answered with ${type} where an event stream was due`));
  } catch (error) {
    if (error instanceof APIError) return fail(failureOf(error));
    // Such as a model's name that cannot stand in an address.
    if (error instanceof AnthropicError) return fail(bareFailure(400, error.message));
    throw error;
  }
}

/** What is no JSON becomes an event of its own: its text may hold anything, and goes no further. */
function parsed(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return { type: 'unreadable' };
  }
}

async function* eventsOf(response: Response, signal: AbortSignal): AsyncGenerator<unknown> {
  const { headers } = response;
  yield { type: 'response', limits: rateLimitsIn(headers), request_id: headers.get('request-id') ?? undefined };
  try {
    for await (const { data } of Stream.rawEvents(response)) {
      if (data !== '') yield parsed(data);
    }
  } catch (error) {
    if (!signal.aborted) yield { type: 'connection_lost', error: { message: describeCause(error) } };
  }
}
