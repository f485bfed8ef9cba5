import { upperEstimate } from '../../../core/context/tokenCounter';
import type { CutCause } from '../../../core/errors';
import type { ModelEvent, StopReason, Usage } from '../../../core/model/provider';
import { failedEvent } from '../apiFailure';
import { brokenOff } from '../brokenOff';
import type { AnswerReader } from '../streamAnswer';
import type { ChatItem } from './chatSocket';
import { errorIn } from './chatSocket';
import { ThinkingFilter } from './thinkingFilter';

type Failed = Extract<ModelEvent, { kind: 'failed' }>;

/** What is read of a chunk. It comes from outside, so nothing is taken for granted. */
interface WireChunk {
  readonly model?: string | null;
  readonly choices?: readonly WireChoice[] | null;
  readonly usage?: WireUsage | null;
}

interface WireChoice {
  readonly delta?: {
    readonly content?: string | null;
    readonly refusal?: string | null;
    /** What some servers show of what a model thinks, under one of two names. */
    readonly reasoning?: unknown;
    readonly reasoning_content?: unknown;
  } | null;
  readonly finish_reason?: string | null;
}

interface WireUsage {
  readonly prompt_tokens?: number | null;
  readonly completion_tokens?: number | null;
  readonly prompt_tokens_details?: { readonly cached_tokens?: number | null } | null;
}

/** As servers word it; some pass on the reasons of the service behind them. */
const STOP_REASONS: Readonly<Record<string, StopReason>> = {
  stop: 'end_turn',
  eos: 'end_turn',
  end_turn: 'end_turn',
  stop_sequence: 'stop_sequence',
  length: 'max_tokens',
  max_tokens: 'max_tokens',
  model_length: 'model_context_window_exceeded',
  content_filter: 'refusal',
  refusal: 'refusal',
  tool_calls: 'tool_use',
  function_call: 'tool_use',
};

/** Turns the chunks of one streamed chat completion into our events. What the model thinks aloud is counted, never shown. */
export class ChatReader implements AnswerReader<ChatItem> {
  readonly #thinking = new ThinkingFilter();
  #started = false;
  #finish: string | undefined;
  #refusal = '';
  #usage: Usage | undefined;
  #estimate = 0;
  /** What a model thinks apart from its answer is shown in part at most, and paid for whole. */
  #hasThought = false;

  /** `model` is told when the server does not name the one that answers; `inputEstimate` counts when it breaks off. */
  constructor(
    private readonly model: string,
    private readonly inputEstimate: number,
  ) {}

  read(item: ChatItem): readonly ModelEvent[] {
    switch (item.kind) {
      case 'done':
        return this.nothingMore('the answer ended without saying why');
      case 'lost':
        return this.nothingMore(item.detail);
      case 'chunk':
        return this.#chunk(item.json);
    }
  }

  get usageSoFar(): Usage | undefined {
    if (this.#usage !== undefined || !this.#started || this.#hasThought) return this.#usage;
    return {
      inputTokens: this.inputEstimate,
      outputTokens: this.#estimate,
      cacheReadTokens: 0,
      cacheWriteTokens: 0,
      isEstimate: true,
    };
  }

  /** Once the model has said why it stopped, the answer is whole: some servers close the stream without the mark of its end. */
  nothingMore(detail: string, cause?: CutCause): readonly ModelEvent[] {
    if (this.#finish === undefined) return [brokenOff({ hasStarted: this.#started, detail, cause })];
    const held = this.#thinking.end();
    return [...(held === '' ? [] : [{ kind: 'text' as const, text: held }]), this.#ended(this.#finish)];
  }

  #chunk(json: unknown): readonly ModelEvent[] {
    const error = errorIn(json);
    if (error !== undefined) return [this.#failed(error)];
    const { model, choices, usage } = (json ?? {}) as WireChunk;
    this.#count(usage);
    if (!Array.isArray(choices)) return [];
    const events: ModelEvent[] = [];
    if (!this.#started) {
      this.#started = true;
      events.push({ kind: 'started', model: model || this.model });
    }
    for (const { delta, finish_reason } of choices as readonly WireChoice[]) {
      const said = typeof delta?.content === 'string' ? delta.content : '';
      this.#estimate += upperEstimate(said);
      this.#hasThought ||= Boolean(delta?.reasoning ?? delta?.reasoning_content);
      const text = this.#thinking.push(said);
      if (text !== '') events.push({ kind: 'text', text });
      if (typeof delta?.refusal === 'string') this.#refusal += delta.refusal;
      if (typeof finish_reason === 'string' && finish_reason !== '') this.#finish = finish_reason;
    }
    return events;
  }

  #ended(finish: string): ModelEvent {
    const stopReason = this.#refusal === '' ? STOP_REASONS[finish] : 'refusal';
    if (stopReason === undefined) {
      return brokenOff({
        hasStarted: true,
        detail: `the answer ended for a reason that this version does not know: ${finish}`,
      });
    }
    if (this.#thinking.isOpen && stopReason === 'end_turn') {
      return brokenOff({ hasStarted: true, detail: 'the answer ended inside what the model thought aloud' });
    }
    const stopDetail =
      this.#refusal || (stopReason === 'refusal' ? 'the content filter of the service stopped it' : '');
    return {
      kind: 'completed',
      stopReason,
      ...(stopDetail === '' ? {} : { stopDetail }),
      usage: this.#usage,
    };
  }

  #failed(error: NonNullable<ReturnType<typeof errorIn>>): Failed {
    const status = /^\d{3}$/.test(error.code ?? '') ? Number(error.code) : undefined;
    const known = { ...error, status, code: status === undefined ? error.code : undefined };
    const failed = thatIsThere(failedEvent({ ...known, requestId: undefined, retryAfterMs: undefined }));
    return this.#started && 'detail' in failed.problem
      ? brokenOff({ hasStarted: true, detail: `the service broke off the answer: ${failed.problem.detail}` })
      : failed;
  }

  #count(usage: WireUsage | null | undefined): void {
    if (typeof usage?.prompt_tokens !== 'number' || typeof usage.completion_tokens !== 'number') return;
    this.#usage = {
      inputTokens: usage.prompt_tokens,
      outputTokens: usage.completion_tokens,
      cacheReadTokens: usage.prompt_tokens_details?.cached_tokens ?? 0,
      cacheWriteTokens: 0,
    };
  }
}

/** A server that says what went wrong is no server without a connection. */
function thatIsThere(failed: Failed): Failed {
  if (failed.problem.kind !== 'model-failed' || failed.problem.cause !== 'offline') return failed;
  const { cause: _offline, ...problem } = failed.problem;
  return { ...failed, problem };
}
