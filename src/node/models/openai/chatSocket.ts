import { createParser } from 'eventsource-parser';
import type { Result } from '../../../core/lib/result';
import { fail, ok } from '../../../core/lib/result';
import { describeCause } from '../../describeCause';
import type { ApiFailure } from '../claude/apiFailure';
import { retryAfterMs } from '../retryAfter';

/** Where a server is, and what opens it. */
export interface ChatServer {
  /** Such as `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  /** Undefined: none is sent, as servers on this machine need none. */
  readonly apiKey: string | undefined;
}

/** What comes of a streamed answer: an event's JSON, the mark of the end, or the news that no more will come. */
export type ChatItem =
  | { readonly kind: 'chunk'; readonly json: unknown }
  | { readonly kind: 'done' }
  | { readonly kind: 'lost'; readonly detail: string };

/** No event of an answer is longer; a server that sends more without an end is not one. */
const LONGEST_EVENT = 16 * 1024 * 1024;
const LONGEST_PAGE = 64 * 1024;

/** Posts one request for a streamed chat completion. Follows no redirect: it would carry prompt and key to whatever host it names. */
export async function openChat(
  server: ChatServer,
  body: object,
  signal: AbortSignal,
): Promise<Result<AsyncIterable<ChatItem>, ApiFailure>> {
  const response = await request(server, 'chat/completions', { body: JSON.stringify(body), method: 'POST' }, signal);
  if (!response.ok) return response;
  const type = response.value.headers.get('content-type') ?? 'no content type';
  if (type.startsWith('text/event-stream')) return ok(itemsOf(response.value, signal));
  await response.value.body?.cancel();
  return fail(
    plainFailure(response.value.status, `${server.baseUrl} answered with ${type} where an event stream was due`),
  );
}

/** The ids of the models that a server has, as it lists them. */
export async function listChatModels(
  server: ChatServer,
  signal: AbortSignal,
): Promise<Result<readonly string[], ApiFailure>> {
  const response = await request(server, 'models', { method: 'GET' }, signal);
  if (!response.ok) return response;
  const list = parsed(await textOf(response.value)) as { data?: readonly { id?: unknown }[] } | undefined;
  if (!Array.isArray(list?.data)) {
    return fail(
      plainFailure(response.value.status, `${server.baseUrl} answered with something else than a list of models`),
    );
  }
  return ok(list.data.map(({ id }) => id).filter((id) => typeof id === 'string'));
}

async function request(
  { baseUrl, apiKey }: ChatServer,
  path: string,
  init: { readonly method: string; readonly body?: string },
  signal: AbortSignal,
): Promise<Result<Response, ApiFailure>> {
  try {
    const response = await fetch(`${baseUrl}/${path}`, {
      ...init,
      signal,
      redirect: 'manual',
      headers: {
        ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
      },
    });
    return response.ok ? ok(response) : fail(await failureOf(response));
  } catch (error) {
    const detail = describeCause(error);
    const nobody = detail.includes('ECONNREFUSED')
      ? `nobody listens there: is the server running? (${detail})`
      : detail;
    return fail(plainFailure(undefined, `no connection to ${baseUrl}: ${nobody}`));
  }
}

async function* itemsOf(response: Response, signal: AbortSignal): AsyncGenerator<ChatItem> {
  const ready: string[] = [];
  let excess: string | undefined;
  const parser = createParser({
    onEvent: ({ data }) => ready.push(data),
    onError: ({ type, message }) => {
      if (type === 'max-buffer-size-exceeded') excess = message;
    },
    maxBufferSize: LONGEST_EVENT,
  });
  const decoder = new TextDecoder();
  try {
    for await (const bytes of response.body ?? []) {
      parser.feed(decoder.decode(bytes, { stream: true }));
      for (const data of ready.splice(0)) {
        if (data.trim() === '[DONE]') yield { kind: 'done' };
        else if (data !== '') yield { kind: 'chunk', json: JSON.parse(data) };
      }
      if (excess !== undefined) throw new Error(excess);
    }
  } catch (error) {
    if (!signal.aborted) yield { kind: 'lost', detail: describeCause(error) };
  }
}

async function failureOf(response: Response): Promise<ApiFailure> {
  const { status, headers } = response;
  if (status < 400) {
    await response.body?.cancel();
    return plainFailure(status, 'the address redirects to another one, to which nothing is sent');
  }
  const page = await textOf(response);
  const error = errorIn(parsed(page));
  return {
    status,
    type: error?.type,
    code: error?.code,
    message: error?.message ?? (page.trim() || response.statusText || 'no reason given'),
    requestId: headers.get('x-request-id') ?? undefined,
    retryAfterMs: retryAfterMs(headers),
  };
}

/** Servers word errors in several ways: `{error: {message, type, code}}`, `{error: "..."}`, `{message: "..."}`, `{detail: "..."}`. */
export function errorIn(json: unknown): Pick<ApiFailure, 'type' | 'code' | 'message'> | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  const { error, message, detail, object } = json as Record<string, unknown>;
  if (typeof error === 'object' && error !== null) {
    const inner = error as Record<string, unknown>;
    const words = textIn(inner['message']) ?? JSON.stringify(error);
    return { message: words, type: textIn(inner['type']), code: textIn(inner['code']) };
  }
  const words =
    textIn(error) ?? (object === 'error' || error === undefined ? (textIn(message) ?? textIn(detail)) : undefined);
  return words === undefined ? undefined : { message: words, type: undefined, code: undefined };
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The beginning of a body: nobody reads more of an error. What a connection that breaks leaves out is not missed. */
async function textOf(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const bytes of response.body ?? []) {
      text += decoder.decode(bytes, { stream: true });
      if (text.length > LONGEST_PAGE) break;
    }
  } catch {
    return text;
  }
  return text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function plainFailure(status: number | undefined, message: string): ApiFailure {
  return { status, type: undefined, code: undefined, message, requestId: undefined, retryAfterMs: undefined };
}
