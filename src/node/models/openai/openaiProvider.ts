import type { Patience } from '../../../core/config/config';
import { upperEstimate } from '../../../core/context/tokenCounter';
import type { Problem } from '../../../core/errors';
import type { Result } from '../../../core/lib/result';
import { fail } from '../../../core/lib/result';
import type { ModelEvent, ModelProvider, ModelRequest } from '../../../core/model/provider';
import type { ApiFailure } from '../apiFailure';
import { failedEvent } from '../apiFailure';
import type { StartTimer } from '../idleWatchdog';
import { limitsOf } from '../idleWatchdog';
import { streamAnswer } from '../streamAnswer';
import type { ChatDialect } from './chatDialect';
import { USUAL_DIALECT, withoutRefused } from './chatDialect';
import { ChatReader } from './chatReader';
import type { ChatItem, ChatServer } from './chatSocket';
import { listChatModels, openChat } from './chatSocket';

export interface OpenAiProviderOptions extends ChatServer {
  readonly model: string;
  /** Undefined: the model's own. */
  readonly temperature: number | undefined;
  readonly patience?: Patience | undefined;
  readonly startTimer?: StartTimer;
}

type Failed = Extract<ModelEvent, { kind: 'failed' }>;

/** A model on the user's own machine may read a long prompt for minutes before its first word. */
const DEFAULT_IDLE_MS = 240_000;
const MOST_NAMED = 12;

/** What each server has refused of each model, as long as this process runs. */
const dialects = new Map<string, ChatDialect>();

/** Any server that speaks the chat completions of OpenAI: one attempt per stream, retries are not its business. */
export function createOpenAiProvider(options: OpenAiProviderOptions): ModelProvider {
  const { host } = new URL(options.baseUrl);
  return {
    label: `${options.model} at ${host}`,
    modelName: options.model,
    isMetered: true,
    stream: (request, signal) => streamAnswer(conversation(options, request), signal),
  };
}

function conversation(options: OpenAiProviderOptions, request: ModelRequest) {
  const prompt = [request.system, ...request.user, ...(request.turns ?? []).map(({ text }) => text)].join('');
  return {
    reader: new ChatReader(options.model, upperEstimate(prompt)),
    open: (signal: AbortSignal) => open(options, request, signal),
    secrets: options.apiKey === undefined ? [] : [options.apiKey],
    limits: limitsOf(options.patience, DEFAULT_IDLE_MS),
    startTimer: options.startTimer,
  };
}

/** Sends the request, and again without what the server says it does not take: that costs nothing, and is known from then on. */
async function open(
  options: OpenAiProviderOptions,
  request: ModelRequest,
  signal: AbortSignal,
): Promise<Result<AsyncIterable<ChatItem>, Failed>> {
  const key = `${options.baseUrl} ${options.model}`;
  for (;;) {
    const dialect = dialects.get(key) ?? USUAL_DIALECT;
    const opened = await openChat(options, bodyFor(options, request, dialect), signal);
    if (opened.ok) return opened;
    const milder = withoutRefused(dialect, opened.problem);
    if (milder === undefined) return fail(await explained(opened.problem, options, signal));
    dialects.set(key, milder);
  }
}

function bodyFor(options: OpenAiProviderOptions, request: ModelRequest, dialect: ChatDialect): object {
  const { temperature } = options;
  return {
    model: options.model,
    messages: [
      { role: 'system', content: request.system },
      { role: 'user', content: request.user.join('') },
      ...(request.turns ?? []).map(({ role, text }) => ({ role, content: text })),
    ],
    stream: true,
    [dialect.limit]: Math.min(request.maxTokens, dialect.mostTokens ?? request.maxTokens),
    ...(dialect.takesStreamOptions && { stream_options: { include_usage: true } }),
    ...(temperature !== undefined && dialect.takesTemperature && { temperature }),
  };
}

/** What a refusal means here, with what the user can do about it. */
async function explained(failure: ApiFailure, options: OpenAiProviderOptions, signal: AbortSignal): Promise<Failed> {
  const isQuota = failure.status === 429 && [failure.code, failure.type].includes('insufficient_quota');
  if (isQuota) return rejected(failedEvent({ ...failure, status: 402 }).problem);
  const failed = failedEvent(failure);
  if (failure.status === undefined && failure.message.includes('nobody listens'))
    return { ...failed, retryable: false };
  if (failure.status !== 404) return failed;
  const models = await listChatModels(options, signal);
  const hint = models.ok
    ? `; the server has ${named(models.value)}`
    : `; ${options.baseUrl} may not be where the server takes requests: most addresses end in /v1`;
  return rejected(failed.problem, hint);
}

function named(models: readonly string[]): string {
  const more = models.length > MOST_NAMED ? ` and ${models.length - MOST_NAMED} more` : '';
  return models.length === 0 ? 'no model at all' : `the models ${models.slice(0, MOST_NAMED).join(', ')}${more}`;
}

function rejected(problem: Problem, hint = ''): Failed {
  return {
    kind: 'failed',
    problem:
      'detail' in problem && problem.kind === 'model-rejected'
        ? { ...problem, detail: problem.detail + hint }
        : problem,
    retryable: false,
  };
}
