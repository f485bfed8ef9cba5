import type { CancellationToken, LanguageModelChat } from 'vscode';
import { CancellationTokenSource, LanguageModelChatMessage, LanguageModelError } from 'vscode';
import type { Patience } from '../../core/config/config';
import type { CutCause, Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import type { ModelEvent, ModelProvider, ModelRequest, Usage } from '../../core/model/provider';
import { describeCause } from '../../node/describeCause';
import { brokenOff } from '../../node/models/brokenOff';
import { limitsOf } from '../../node/models/idleWatchdog';
import type { AnswerReader, Conversation } from '../../node/models/streamAnswer';
import { streamAnswer } from '../../node/models/streamAnswer';

type Failed = Extract<ModelEvent, { kind: 'failed' }>;

/** What comes of an answer. The editor tells neither why a model stopped nor what it took: we count, and call it an estimate. */
type Item =
  | { readonly kind: 'opened' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'whole'; readonly usage: Usage }
  | { readonly kind: 'lost'; readonly error: unknown };

/** The first request of all waits for the user to say yes. */
const DEFAULT_IDLE_MS = 600_000;

const JUSTIFICATION =
  'AgentForge sends the specification, the code it concerns and the task of the phase that you started, and proposes the answer as changes.';

/** One of the editor's own models, such as those of Copilot: no key of ours, no price that we know. */
export function editorProvider(chat: LanguageModelChat, patience?: Patience): ModelProvider {
  return {
    label: `${chat.name} (${chat.vendor}, by way of the editor)`,
    modelName: editorModelId(chat),
    // What is counted there is requests, if anything: a further word costs nothing.
    isMetered: false,
    stream: (request, signal) => streamAnswer(conversation(chat, request, patience), signal),
  };
}

/** A model's name among all of the editor's. */
export function editorModelId({ vendor, id }: Pick<LanguageModelChat, 'vendor' | 'id'>): string {
  return `${vendor}/${id}`;
}

function conversation(
  chat: LanguageModelChat,
  request: ModelRequest,
  patience: Patience | undefined,
): Conversation<Item> {
  return {
    reader: new EditorReader(chat),
    open: (signal) => open(chat, messagesFor(request), signal),
    limits: limitsOf(patience, DEFAULT_IDLE_MS),
  };
}

/** There is no system role: its text comes first. */
function messagesFor({ system, user, turns = [] }: ModelRequest): LanguageModelChatMessage[] {
  return [
    LanguageModelChatMessage.User([system, '\n\n', ...user].join('')),
    ...turns.map(({ role, text }) =>
      role === 'user' ? LanguageModelChatMessage.User(text) : LanguageModelChatMessage.Assistant(text),
    ),
  ];
}

async function open(
  chat: LanguageModelChat,
  messages: LanguageModelChatMessage[],
  signal: AbortSignal,
): Promise<Result<AsyncIterable<Item>, Failed>> {
  const cancelling = new CancellationTokenSource();
  signal.addEventListener('abort', () => cancelling.cancel(), { once: true });
  if (signal.aborted) cancelling.cancel();
  const { token } = cancelling;
  try {
    const inputTokens = await count(chat, messages, token);
    if (inputTokens > chat.maxInputTokens) return fail(tooLong(chat, inputTokens));
    const { text } = await chat.sendRequest(messages, { justification: JUSTIFICATION }, token);
    return ok(itemsOf(text, { chat, inputTokens, token }));
  } catch (error) {
    return fail(failureOf(error, chat));
  }
}

interface Asked {
  readonly chat: LanguageModelChat;
  readonly inputTokens: number;
  readonly token: CancellationToken;
}

async function* itemsOf(pieces: AsyncIterable<string>, { chat, inputTokens, token }: Asked): AsyncGenerator<Item> {
  yield { kind: 'opened' };
  let answer = '';
  try {
    for await (const text of pieces) {
      answer += text;
      if (text !== '') yield { kind: 'text', text };
    }
    if (token.isCancellationRequested) return;
    const outputTokens = await chat.countTokens(answer, token);
    const usage = { inputTokens, outputTokens, cacheReadTokens: 0, cacheWriteTokens: 0, isEstimate: true as const };
    yield { kind: 'whole', usage };
  } catch (error) {
    if (!token.isCancellationRequested) yield { kind: 'lost', error };
  }
}

async function count(
  chat: LanguageModelChat,
  messages: readonly LanguageModelChatMessage[],
  token: CancellationToken,
): Promise<number> {
  const counts = await Promise.all(messages.map((message) => chat.countTokens(message, token)));
  return counts.reduce((sum, each) => sum + each, 0);
}

class EditorReader implements AnswerReader<Item> {
  readonly usageSoFar = undefined;
  #hasText = false;

  constructor(private readonly chat: LanguageModelChat) {}

  read(item: Item): readonly ModelEvent[] {
    switch (item.kind) {
      case 'opened':
        return [{ kind: 'started', model: editorModelId(this.chat) }];
      case 'text':
        this.#hasText = true;
        return [item];
      case 'whole':
        return [{ kind: 'completed', stopReason: 'end_turn', usage: item.usage }];
      case 'lost': {
        const failed = failureOf(item.error, this.chat);
        const detail = 'detail' in failed.problem ? failed.problem.detail : failed.problem.kind;
        return [this.#hasText ? brokenOff({ hasStarted: true, detail }) : failed];
      }
    }
  }

  nothingMore(detail: string, cause?: CutCause): readonly ModelEvent[] {
    return [brokenOff({ hasStarted: this.#hasText, detail, cause })];
  }
}

/** What an error of the editor's interface means for the user. Its own codes are names of functions; Copilot's errors have names of theirs. */
function failureOf(error: unknown, { name }: LanguageModelChat): Failed {
  const names = namesOf(error);
  const detail = describeCause(error);
  if (names.has(LanguageModelError.NoPermissions.name)) {
    return refused({
      detail: `The editor does not let AgentForge use ${name}: ${detail}`,
      remedy: 'Run the phase again and allow it, or look into "Manage Language Model Access" of your account',
    });
  }
  if (names.has(LanguageModelError.Blocked.name) || names.has('ChatQuotaExceeded')) {
    return refused({
      detail: `${name} does not answer now, because a quota is used up or a rule forbids it: ${detail}`,
      remedy: 'Wait until the quota is renewed, or choose another model',
    });
  }
  if (names.has(LanguageModelError.NotFound.name)) {
    return refused({ detail: `The editor has no model ${name} any more: ${detail}`, remedy: 'Choose another model' });
  }
  const cause = names.has('ChatRateLimited') ? ({ cause: 'limit' } as const) : {};
  return { kind: 'failed', problem: { kind: 'model-failed', detail, attempts: 1, ...cause }, retryable: true };
}

/** What an error is called: by its code, its name, and those of what caused it. */
function namesOf(error: unknown): ReadonlySet<string> {
  const names = new Set<string>();
  for (let each = error; each instanceof Error; each = each.cause) {
    names.add(each.name);
    if (each instanceof LanguageModelError) names.add(each.code);
  }
  return names;
}

function tooLong({ name, maxInputTokens }: LanguageModelChat, tokens: number): Failed {
  const detail = `the prompt takes ${tokens} tokens, and ${name} takes at most ${maxInputTokens}`;
  return { kind: 'failed', problem: { kind: 'prompt-too-long', detail, most: maxInputTokens }, retryable: false };
}

function refused(words: Pick<Extract<Problem, { kind: 'access-refused' }>, 'detail' | 'remedy'>): Failed {
  return { kind: 'failed', problem: { kind: 'access-refused', ...words }, retryable: false };
}
