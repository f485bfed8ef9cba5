import { Anthropic, APIError } from '@anthropic-ai/sdk';
import { Stream } from '@anthropic-ai/sdk/core/streaming';
import type { Result } from '../../../core/lib/result';
import { fail, ok } from '../../../core/lib/result';
import { describeCause } from '../../describeCause';
import type { ApiFailure } from './apiFailure';

/** One call of the Messages API. */
export interface MessagesCall {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly body: Anthropic.MessageCreateParamsStreaming;
}

/** Longer than the watchdog of whoever calls: that one tells why. */
const RESPONSE_TIMEOUT_MS = 600_000;

/**
 * Sends one request, without retries, and gives the JSON of each event in its stream, pings and errors included: the SDK's
 * own iteration hides the pings, which are the only sign of life while a model thinks. A connection that breaks becomes a
 * last event of type `connection_lost`; aborting just ends the stream.
 */
export async function openMessages(
  call: MessagesCall,
  signal: AbortSignal,
): Promise<Result<AsyncIterable<unknown>, ApiFailure>> {
  try {
    const response = await clientFor(call).post('/v1/messages', { body: call.body, stream: true, signal }).asResponse();
    const type = response.headers.get('content-type') ?? 'no content type';
    if (type.startsWith('text/event-stream')) return ok(eventsOf(response, signal));
    await response.body?.cancel();
    return fail(bareFailure(response.status, `${call.baseUrl} answered with ${type} where an event stream was due`));
  } catch (error) {
    if (error instanceof APIError) return fail(failureOf(error));
    throw error;
  }
}

function clientFor({ apiKey, baseUrl }: MessagesCall): Anthropic {
  return withoutCustomHeaders(
    () =>
      new Anthropic({
        apiKey,
        authToken: null,
        webhookKey: null,
        baseURL: baseUrl,
        maxRetries: 0,
        timeout: RESPONSE_TIMEOUT_MS,
        logLevel: 'off',
        openTelemetry: { propagation: false, traces: { enabled: false } },
        // A redirect would carry the prompt to whatever host it names.
        fetchOptions: { redirect: 'manual' },
      }),
  );
}

/** `ANTHROPIC_CUSTOM_HEADERS` can replace the key, and no option of the SDK 1.11 turns it off: it is not there while the client is made. */
function withoutCustomHeaders<T>(make: () => T): T {
  const name = 'ANTHROPIC_CUSTOM_HEADERS';
  const value = process.env[name];
  delete process.env[name];
  try {
    return make();
  } finally {
    if (value !== undefined) process.env[name] = value;
  }
}

async function* eventsOf(response: Response, signal: AbortSignal): AsyncGenerator<unknown> {
  try {
    for await (const { data } of Stream.rawEvents(response)) {
      if (data !== '') yield JSON.parse(data);
    }
  } catch (error) {
    if (!signal.aborted) yield { type: 'connection_lost', error: { message: describeCause(error) } };
  }
}

function failureOf(error: APIError): ApiFailure {
  const { status } = error;
  if (status === undefined) {
    return bareFailure(undefined, `no connection: ${describeCause(error)}`);
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
  };
}

function bareFailure(status: number | undefined, message: string): ApiFailure {
  return { status, type: undefined, code: undefined, message, requestId: undefined, retryAfterMs: undefined };
}

/** `retry-after` in milliseconds: a number of seconds or a date. A past or unreadable one counts as none. */
function retryAfterMs(headers: Headers | undefined): number | undefined {
  const value = headers?.get('retry-after') ?? '';
  const seconds = Number.parseFloat(value);
  const ms = Number.isNaN(seconds) ? Date.parse(value) - Date.now() : seconds * 1_000;
  return ms > 0 ? Math.round(ms) : undefined;
}
