import type { Patience } from '../../../core/config/config';
import type { Problem } from '../../../core/errors';
import { fail, ok } from '../../../core/lib/result';
import type { ModelProvider, ModelRequest } from '../../../core/model/provider';
import type { StartTimer } from '../idleWatchdog';
import type { Conversation } from '../streamAnswer';
import { streamAnswer } from '../streamAnswer';
import type { MessagesCall } from './anthropicSdk';
import { failedEvent } from './apiFailure';
import { DEFAULT_BASE_URL } from './claudeAccess';
import { countRequest } from './countRequest';
import { messageBody } from './messageBody';
import { MessageReader } from './messageReader';

export interface AnthropicProviderOptions {
  readonly apiKey: string;
  /** For people and for the header comment of generated files; the model that is asked stands in each request. */
  readonly model: string;
  /** Where the Messages API is; Anthropic's own by default. The environment is never read. */
  readonly baseUrl?: string | undefined;
  readonly patience?: Patience;
  readonly startTimer?: StartTimer;
}

const DEFAULT_IDLE_MS = 120_000;

/** Claude over the Messages API: one attempt per stream, retries are not its business. The first one loads the SDK. */
export function createAnthropicProvider(options: AnthropicProviderOptions): ModelProvider {
  return {
    label: `Claude (${options.model})`,
    modelName: options.model,
    isMetered: true,
    keepsBeginnings: true,
    countTokens: (request, signal) => countRequest({ baseUrl: undefined, ...options }, request, signal),
    stream: (request, signal) => streamAnswer(conversation(options, request), signal),
  };
}

function conversation(options: AnthropicProviderOptions, request: ModelRequest): Conversation<unknown> {
  const { baseUrl = DEFAULT_BASE_URL, patience, startTimer } = options;
  const call: MessagesCall = { apiKey: options.apiKey.trim(), baseUrl, body: messageBody(request) };
  return {
    reader: new MessageReader(request.model),
    secrets: [call.apiKey],
    limits: { ...patience, idleMs: patience?.idleMs ?? DEFAULT_IDLE_MS },
    startTimer,
    async open(signal) {
      const problem = problemWith(call);
      if (problem !== undefined) return fail({ kind: 'failed', problem, retryable: false });
      const { openMessages } = await import('./anthropicSdk');
      const opened = await openMessages(call, signal);
      return opened.ok ? ok(opened.value) : fail(failedEvent(opened.problem));
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
