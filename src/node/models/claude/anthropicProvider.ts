import type { Problem } from '../../../core/errors';
import type { ModelEvent, ModelProvider, ModelRequest } from '../../../core/model/provider';
import type { StartTimer } from '../idleWatchdog';
import { IdleWatchdog, startTimer } from '../idleWatchdog';
import type { MessagesCall } from './anthropicSdk';
import { failedEvent } from './apiFailure';
import { MessageReader } from './messageReader';

export interface AnthropicProviderOptions {
  readonly apiKey: string;
  /** For people and for the header comment of generated files; the model that is asked stands in each request. */
  readonly model: string;
  /** Where the Messages API is; Anthropic's own by default. The environment is never read. */
  readonly baseUrl?: string | undefined;
  /** Longest silence of the service, pings included, in milliseconds. */
  readonly idleMs?: number;
  readonly startTimer?: StartTimer;
}

const DEFAULT_BASE_URL = 'https://api.anthropic.com';
const DEFAULT_IDLE_MS = 120_000;
const LONGEST_DETAIL = 500;

/** Claude over the Messages API: one attempt per stream, retries are not its business. The first one loads the SDK. */
export function createAnthropicProvider(options: AnthropicProviderOptions): ModelProvider {
  return {
    label: `Claude (${options.model})`,
    modelName: options.model,
    isMetered: true,
    stream: (request, signal) => attempt(options, request, signal),
  };
}

async function* attempt(
  options: AnthropicProviderOptions,
  request: ModelRequest,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent> {
  const call = callFor(options, request);
  const problem = problemWith(call);
  if (problem !== undefined) {
    yield failed(problem);
    return;
  }
  const watchdog = new IdleWatchdog(signal, options.idleMs ?? DEFAULT_IDLE_MS, options.startTimer ?? startTimer);
  const reader = new MessageReader(call.body.model);
  try {
    for await (const event of converse(call, reader, watchdog)) {
      const cancelled = signal.aborted;
      yield withUsage(cancelled ? failed({ kind: 'cancelled' }) : withoutKey(event, call.apiKey), reader);
      if (cancelled) return;
    }
  } finally {
    watchdog.dispose();
  }
}

/** Only what every model takes: sampling parameters, a prefilled answer or a thinking mode would be rejected by some. */
function callFor(
  { apiKey, baseUrl = DEFAULT_BASE_URL }: AnthropicProviderOptions,
  request: ModelRequest,
): MessagesCall {
  return {
    apiKey: apiKey.trim(),
    baseUrl,
    body: {
      model: request.model,
      max_tokens: request.maxTokens,
      system: request.system,
      messages: [{ role: 'user', content: request.user }],
      stream: true,
    },
  };
}

/** What would make the SDK throw, the key in its message. */
function problemWith({ apiKey, baseUrl }: MessagesCall): Problem | undefined {
  if (apiKey === '') return { kind: 'key-missing' };
  if (!/^[\x21-\x7e]+$/.test(apiKey)) {
    return { kind: 'key-refused', detail: 'it holds a character that no key has, such as a space or a line break' };
  }
  if (!URL.canParse(baseUrl) || !/^https?:$/.test(new URL(baseUrl).protocol)) {
    return { kind: 'input-invalid', detail: `the address of the Claude API is not a web address: ${baseUrl}` };
  }
  return undefined;
}

async function* converse(
  call: MessagesCall,
  reader: MessageReader,
  watchdog: IdleWatchdog,
): AsyncGenerator<ModelEvent> {
  const { openMessages } = await import('./anthropicSdk');
  const opened = await watchdog.during(openMessages(call, watchdog.signal));
  if (!opened.ok) {
    yield watchdog.barked ? reader.broken(watchdog.complaint) : failedEvent(opened.problem);
    return;
  }
  for await (const json of watchdog.each(opened.value)) {
    const event = reader.read(json);
    if (event !== undefined) yield event;
    if (event?.kind === 'completed' || event?.kind === 'failed') return;
  }
  yield reader.broken(watchdog.barked ? watchdog.complaint : 'the stream ended before the message did');
}

/** A proxy may send the key back in its error page: it goes no further, and neither does the page. */
function withoutKey(event: ModelEvent, apiKey: string): ModelEvent {
  if (event.kind !== 'failed' || !('detail' in event.problem)) return event;
  const detail = event.problem.detail.replaceAll(apiKey, '[key]').replace(/\s+/g, ' ').slice(0, LONGEST_DETAIL);
  return { ...event, problem: { ...event.problem, detail } };
}

function withUsage(event: ModelEvent, { usageSoFar }: MessageReader): ModelEvent {
  return event.kind !== 'failed' || usageSoFar === undefined ? event : { ...event, usage: usageSoFar };
}

function failed(problem: Problem): ModelEvent {
  return { kind: 'failed', problem, retryable: false };
}
