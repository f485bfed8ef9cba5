import type { Patience } from '../../../core/config/config';
import { fail, ok } from '../../../core/lib/result';
import type { ModelProvider, ModelRequest } from '../../../core/model/provider';
import { failedEvent } from '../apiFailure';
import type { StartTimer } from '../idleWatchdog';
import { limitsOf } from '../idleWatchdog';
import type { Conversation } from '../streamAnswer';
import { streamAnswer } from '../streamAnswer';
import { usableAccess } from './claudeAccess';
import { CLAUDE_IDLE_MS } from './claudeIdle';
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
  const { patience, startTimer } = options;
  return {
    reader: new MessageReader(request.model),
    secrets: [options.apiKey.trim()],
    limits: limitsOf(patience, CLAUDE_IDLE_MS),
    startTimer,
    async open(signal) {
      const access = usableAccess({ baseUrl: undefined, ...options });
      if (!access.ok) return fail({ kind: 'failed', problem: access.problem, retryable: false });
      const { openMessages } = await import('./anthropicSdk');
      const opened = await openMessages({ ...access.value, body: messageBody(request) }, signal);
      return opened.ok ? ok(opened.value) : fail(failedEvent(opened.problem));
    },
  };
}
