import type { Patience } from '../../core/config/config';
import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import type { ModelEvent, ModelProvider, ModelRequest } from '../../core/model/provider';
import type { ApiFailure } from './apiFailure';
import { failedEvent } from './apiFailure';
import type { MessagesCall } from './claude/anthropicSdk';
import { NO_CREDENTIALS } from './claude/apiError';
import { CLAUDE_IDLE_MS } from './claude/claudeIdle';
import { messageBody } from './claude/messageBody';
import { MessageReader } from './claude/messageReader';
import type { StartTimer } from './idleWatchdog';
import { limitsOf } from './idleWatchdog';
import type { Conversation } from './streamAnswer';
import { streamAnswer } from './streamAnswer';

type Failed = Extract<ModelEvent, { kind: 'failed' }>;

/** Claude in another company's cloud: the same messages and events, other addresses and credentials. */
export interface Cloud {
  /** Such as "Amazon Bedrock". */
  readonly name: string;
  /** The cloud's name of a model that Anthropic calls `model`. */
  modelId(model: string): string;
  /** Loads the SDK at the first request. */
  open(body: MessagesCall['body'], signal: AbortSignal): Promise<Result<AsyncIterable<unknown>, ApiFailure>>;
  /** What to do, as a clause, when there are no credentials or they hold no longer, and when they do not suffice. */
  readonly remedies: { readonly signIn: string; readonly allow: string };
  /** What must not be in any message. */
  readonly secrets: readonly string[];
}

export interface CloudProviderOptions {
  /** As Anthropic calls it, or as the cloud does: what is asked for, and what its price is known by. */
  readonly model: string;
  readonly patience?: Patience | undefined;
  readonly startTimer?: StartTimer;
}

/** One attempt per stream; retries are not its business. */
export function cloudProvider(cloud: Cloud, options: CloudProviderOptions): ModelProvider {
  return {
    label: `Claude on ${cloud.name} (${cloud.modelId(options.model)})`,
    modelName: options.model,
    isMetered: true,
    stream: (request, signal) => streamAnswer(conversation(cloud, options, request), signal),
  };
}

function conversation(cloud: Cloud, options: CloudProviderOptions, request: ModelRequest): Conversation<unknown> {
  const body = { ...messageBody(request), model: cloud.modelId(request.model) };
  return {
    reader: new MessageReader(request.model),
    secrets: cloud.secrets,
    limits: limitsOf(options.patience, CLAUDE_IDLE_MS),
    startTimer: options.startTimer,
    async open(signal) {
      const opened = await cloud.open(body, signal);
      return opened.ok ? ok(opened.value) : fail(explained(opened.problem, cloud));
    },
  };
}

/** What a refusal means here, with what the user can do about it. */
function explained(failure: ApiFailure, { name, remedies }: Cloud): Failed {
  if (failure.type === NO_CREDENTIALS) {
    return refused({ detail: `There are no credentials for ${name}: ${failure.message}`, remedy: remedies.signIn });
  }
  const failed = failedEvent(failure);
  if (failed.problem.kind !== 'key-refused') return failed;
  const { detail } = failed.problem;
  const isOver = failure.status === 401 || /expired|security token|invalid_grant/i.test(detail);
  return refused({ detail: `${name} refuses: ${detail}`, remedy: isOver ? remedies.signIn : remedies.allow });
}

function refused(words: Pick<Extract<Problem, { kind: 'access-refused' }>, 'detail' | 'remedy'>): Failed {
  return { kind: 'failed', problem: { kind: 'access-refused', ...words }, retryable: false };
}
