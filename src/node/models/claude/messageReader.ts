import { upperEstimate } from '../../../core/context/tokenCounter';
import type { ModelEvent, StopReason, Usage } from '../../../core/model/provider';
import { failedEvent } from './apiFailure';

type Failed = Extract<ModelEvent, { kind: 'failed' }>;

/** What is read of the API's events. They come from outside, so nothing is taken for granted. */
interface WireEvent {
  readonly type?: string;
  readonly message?: { readonly model?: string; readonly usage?: WireUsage };
  readonly content_block?: { readonly type?: string; readonly text?: string };
  readonly delta?: {
    readonly type?: string;
    readonly text?: string;
    readonly thinking?: string;
    readonly stop_reason?: string | null;
    readonly stop_details?: { readonly category?: string | null; readonly explanation?: string | null } | null;
  };
  readonly usage?: WireUsage;
  readonly error?: { readonly type?: string; readonly message?: string; readonly details?: { error_code?: string } };
  readonly request_id?: string;
}

interface WireUsage {
  readonly input_tokens?: number | null;
  readonly cache_creation_input_tokens?: number | null;
  readonly cache_read_input_tokens?: number | null;
  readonly output_tokens?: number | null;
}

const STOP_REASONS: ReadonlySet<string> = new Set<StopReason>([
  'end_turn',
  'max_tokens',
  'stop_sequence',
  'tool_use',
  'pause_turn',
  'refusal',
  'model_context_window_exceeded',
]);

/** Turns the events of one streamed message into ours. Only text is passed on: thinking is counted, never shown. */
export class MessageReader {
  #started = false;
  #stop: WireEvent['delta'];
  #usage: WireUsage | undefined;
  #estimate = 0;

  /** `model` is told when the service does not name the one that answers. */
  constructor(private readonly model: string) {}

  /** At most one event; `completed` and `failed` are the last. */
  read(json: unknown): ModelEvent | undefined {
    const event = (json ?? {}) as WireEvent;
    switch (event.type) {
      case 'message_start':
        this.#started = true;
        this.#count(event.message?.usage);
        return { kind: 'started', model: event.message?.model ?? this.model };
      case 'content_block_start':
        return event.content_block?.type === 'text' ? textEvent(event.content_block.text) : undefined;
      case 'content_block_delta':
        this.#estimate += upperEstimate(event.delta?.text ?? event.delta?.thinking ?? '');
        return event.delta?.type === 'text_delta' ? textEvent(event.delta.text) : undefined;
      case 'message_delta':
        this.#stop = event.delta;
        this.#count(event.usage);
        return undefined;
      case 'message_stop':
        return this.#completed();
      case 'error':
        return this.#failed(event);
      case 'connection_lost':
        return this.broken(`the connection was lost: ${event.error?.message}`);
      default:
        return undefined;
    }
  }

  /** What has been used when the answer breaks off: the service counts the output at its end only. */
  get usageSoFar(): Usage | undefined {
    const counted = totals(this.#usage);
    return counted === undefined
      ? undefined
      : { ...counted, outputTokens: Math.max(counted.outputTokens, this.#estimate) };
  }

  /** What it means that nothing more comes: a cut answer, or, before the message has started, an attempt worth repeating. */
  broken(detail: string): Failed {
    return this.#started
      ? { kind: 'failed', problem: { kind: 'answer-cut', detail }, retryable: false }
      : { kind: 'failed', problem: { kind: 'model-failed', detail, attempts: 1 }, retryable: true };
  }

  #completed(): ModelEvent {
    const reason = this.#stop?.stop_reason ?? 'none given';
    if (!this.#started || !isStopReason(reason)) {
      return this.broken(`the answer ended for a reason that this version does not know: ${reason}`);
    }
    const details = this.#stop?.stop_details;
    const stopDetail = [details?.category, details?.explanation].filter(Boolean).join(': ');
    return {
      kind: 'completed',
      stopReason: reason,
      ...(stopDetail === '' ? {} : { stopDetail }),
      usage: totals(this.#usage),
    };
  }

  #failed({ error, request_id }: WireEvent): Failed {
    const failed = failedEvent({
      status: undefined,
      type: error?.type ?? 'api_error',
      code: error?.details?.error_code,
      message: error?.message ?? 'no reason given',
      requestId: request_id,
      retryAfterMs: undefined,
    });
    return this.#started && 'detail' in failed.problem
      ? this.broken(`the service broke off the answer: ${failed.problem.detail}`)
      : failed;
  }

  /** The counts are running totals, and what a later event leaves out still holds. */
  #count(usage: WireUsage | undefined): void {
    const given = Object.entries(usage ?? {}).filter(([, count]) => typeof count === 'number');
    this.#usage = { ...this.#usage, ...Object.fromEntries(given) };
  }
}

function textEvent(text: string | undefined): ModelEvent | undefined {
  return typeof text === 'string' && text !== '' ? { kind: 'text', text } : undefined;
}

function isStopReason(reason: string): reason is StopReason {
  return STOP_REASONS.has(reason);
}

function totals(usage: WireUsage | undefined): Usage | undefined {
  if (usage?.input_tokens === undefined || usage.output_tokens === undefined) return undefined;
  const cached = (usage.cache_creation_input_tokens ?? 0) + (usage.cache_read_input_tokens ?? 0);
  return { inputTokens: (usage.input_tokens ?? 0) + cached, outputTokens: usage.output_tokens ?? 0 };
}
