import type { BaseAnthropic } from '@anthropic-ai/sdk';
import { AnthropicError, APIError } from '@anthropic-ai/sdk';
import { Stream } from '@anthropic-ai/sdk/core/streaming';
import type { MessageCreateParamsStreaming } from '@anthropic-ai/sdk/resources/messages';
import { parseJson } from '../../../core/lib/parseJson';
import type { Result } from '../../../core/lib/result';
import { fail, ok } from '../../../core/lib/result';
import { describeCause } from '../../describeCause';
import type { ApiFailure } from '../apiFailure';
import { bareFailure } from '../apiFailure';
import { bodyText } from '../bodyText';
import { failureOf } from './apiError';
import { rateLimitsIn } from './rateLimitsIn';
import { eventsOfWhole } from './wholeMessage';

/** The body of a request for a streamed message. */
export type MessageBody = MessageCreateParamsStreaming;

/** What a client of the SDK is made with, whosever service it speaks to: no retries, no log, no tracing, no redirect. */
export const PLAIN_CLIENT = {
  maxRetries: 0,
  logLevel: 'off',
  openTelemetry: { propagation: false, traces: { enabled: false } },
  // A redirect would carry the prompt to whatever host it names.
  fetchOptions: { redirect: 'manual' },
} as const;

/** Longer than any watchdog of whoever calls: that one tells why. */
const NEVER_MS = 86_400_000;
/** No message is longer, in characters. */
const LONGEST_MESSAGE = 16 * 1024 * 1024;

/**
 * Sends one request, without retries, and gives the JSON of each event in its stream, pings and errors included: the SDK's
 * own iteration hides the pings, which are the only sign of life while a model thinks. A connection that breaks becomes a
 * last event of type `connection_lost`, and what the headers say a first one of type `response`; aborting
 * just ends the stream. What a gateway that streams nothing answers in one piece is paid for, so it is taken too.
 */
export async function openMessageStream(
  client: BaseAnthropic,
  body: MessageBody,
  signal: AbortSignal,
): Promise<Result<AsyncIterable<unknown>, ApiFailure>> {
  try {
    const response = await client.post('/v1/messages', { body, stream: true, signal, timeout: NEVER_MS }).asResponse();
    const type = response.headers.get('content-type') ?? 'no content type';
    if (type.startsWith('text/event-stream')) return ok(eventsOf(response, signal));
    const isJson = /\bjson\b/.test(type);
    const whole = isJson ? eventsOfWhole(parsed(await bodyText(response, LONGEST_MESSAGE))) : undefined;
    if (whole !== undefined) return ok(asStream([headOf(response), ...whole]));
    await response.body?.cancel();
    const detail = `${client.baseURL} answered with ${type} where an event stream was due`;
    return fail({ ...bareFailure(response.status, detail), mayCost: isJson ? 'answer' : undefined });
  } catch (error) {
    if (error instanceof APIError) return fail(failureOf(error));
    // Such as a model's name that cannot stand in an address.
    if (error instanceof AnthropicError) return fail(bareFailure(400, error.message));
    throw error;
  }
}

/** What is no JSON becomes an event of its own: its text may hold anything, and goes no further. */
function parsed(data: string): unknown {
  const said = parseJson(data);
  return said === undefined ? { type: 'unreadable' } : said;
}

/** What the headers say, as an event. */
function headOf({ headers }: Response): unknown {
  return { type: 'response', limits: rateLimitsIn(headers), request_id: headers.get('request-id') ?? undefined };
}

async function* asStream(events: readonly unknown[]): AsyncGenerator<unknown> {
  yield* events;
}

async function* eventsOf(response: Response, signal: AbortSignal): AsyncGenerator<unknown> {
  yield headOf(response);
  try {
    for await (const { data } of Stream.rawEvents(response)) {
      if (data !== '') yield parsed(data);
    }
  } catch (error) {
    if (!signal.aborted) yield { type: 'connection_lost', error: { message: describeCause(error) } };
  }
}
