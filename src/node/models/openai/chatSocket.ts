import { createParser } from 'eventsource-parser';
import { parseJson } from '../../../core/lib/parseJson';
import type { Result } from '../../../core/lib/result';
import { fail, ok } from '../../../core/lib/result';
import { describeCause } from '../../describeCause';
import type { ApiFailure } from '../apiFailure';
import { bareFailure } from '../apiFailure';
import { bodyText } from '../bodyText';
import { mayHaveLeft } from '../mayHaveLeft';
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
  const isJson = /\bjson\b/.test(type);
  const whole = isJson ? itemsOfWhole(parseJson(await bodyText(response.value, LONGEST_EVENT))) : undefined;
  if (whole !== undefined) return ok(asStream(whole));
  await response.value.body?.cancel();
  const detail = `${server.baseUrl} answered with ${type} where an event stream was due`;
  return fail({ ...bareFailure(response.value.status, detail), mayCost: isJson ? 'answer' : undefined });
}

/** What an answer, or an error, would have been streamed as that came in one piece; undefined: it is neither. */
function itemsOfWhole(json: unknown): readonly ChatItem[] | undefined {
  if (errorIn(json) !== undefined) return [{ kind: 'chunk', json }];
  const { choices } = (json ?? {}) as { readonly choices?: readonly { readonly message?: unknown }[] };
  if (!Array.isArray(choices)) return undefined;
  const chunk = { ...(json as object), choices: choices.map((choice) => ({ ...choice, delta: choice?.message })) };
  return [{ kind: 'chunk', json: chunk }, { kind: 'done' }];
}

async function* asStream(items: readonly ChatItem[]): AsyncGenerator<ChatItem> {
  yield* items;
}

/** The ids of the models that a server has, as it lists them. */
export async function listChatModels(
  server: ChatServer,
  signal: AbortSignal,
): Promise<Result<readonly string[], ApiFailure>> {
  const response = await request(server, 'models', { method: 'GET' }, signal);
  if (!response.ok) return response;
  const list = parseJson(await bodyText(response.value, LONGEST_PAGE)) as
    | { data?: readonly { id?: unknown }[] }
    | undefined;
  if (!Array.isArray(list?.data)) {
    return fail(
      bareFailure(response.value.status, `${server.baseUrl} answered with something else than a list of models`),
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
    const response = await fetch(below(baseUrl, path), {
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
    return fail({
      ...bareFailure(undefined, `no connection to ${baseUrl}: ${nobody}`),
      mayCost: mayHaveLeft(error) ? 'prompt' : undefined,
    });
  }
}

/** A path below an address; what the address asks for beside its path, such as a version, stays. */
function below(baseUrl: string, path: string): URL {
  const url = new URL(baseUrl);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/${path}`;
  return url;
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
        else if (data !== '') {
          const json = parseJson(data);
          if (json === undefined) return yield { kind: 'lost', detail: 'an event of the answer is no JSON' };
          yield { kind: 'chunk', json };
        }
      }
      if (excess !== undefined) throw new Error(excess);
    }
  } catch (error) {
    if (!signal.aborted) yield { kind: 'lost', detail: `the connection was lost: ${describeCause(error)}` };
  }
}

async function failureOf(response: Response): Promise<ApiFailure> {
  const { status, headers } = response;
  if (status < 400) {
    await response.body?.cancel();
    return bareFailure(status, 'the address redirects to another one, to which nothing is sent');
  }
  const page = await bodyText(response, LONGEST_PAGE);
  const error = errorIn(parseJson(page));
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
    return { message: words, type: textIn(inner['type']), code: codeIn(inner['code']) };
  }
  const words =
    textIn(error) ?? (object === 'error' || error === undefined ? (textIn(message) ?? textIn(detail)) : undefined);
  return words === undefined ? undefined : { message: words, type: undefined, code: undefined };
}

/** Some servers give the status that the error would have had, as a number. */
function codeIn(value: unknown): string | undefined {
  return typeof value === 'number' ? String(value) : textIn(value);
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
