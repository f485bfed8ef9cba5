import { upperEstimate } from '../../../core/context/tokenCounter';
import type { CutCause } from '../../../core/errors';
import type { ModelEvent, StopReason, Usage } from '../../../core/model/provider';
import { STOP_REASONS } from '../../../core/model/provider';
import type { RateLimit } from '../../../core/model/rateLimit';
import { failedEvent } from '../apiFailure';
import { brokenOff } from '../brokenOff';
import type { AnswerReader } from '../streamAnswer';

type Failed = Extract<ModelEvent, { kind: 'failed' }>;

/** What is read of the API's events. They come from outside, so nothing is taken for granted. */
interface WireEvent {
  readonly type?: string;
  readonly message?: { readonly model?: string; readonly usage?: WireUsage };
  readonly content_block?: { readonly type?: string; readonly text?: string };
  readonly delta?: {
    readonly type?: string;
    readonly text?: string;
    readonly stop_reason?: string | null;
    readonly stop_details?: { readonly category?: string | null; readonly explanation?: string | null } | null;
  };
  readonly usage?: WireUsage;
  readonly error?: { readonly type?: string; readonly message?: string; readonly details?: { error_code?: string } };
  readonly request_id?: string;
  /** Of the event that is made of the response's headers. */
  readonly limits?: readonly RateLimit[];
}

interface WireUsage {
  readonly input_tokens?: number | null;
  readonly cache_creation_input_tokens?: number | null;
  readonly cache_read_input_tokens?: number | null;
  readonly output_tokens?: number | null;
}

/** Turns the events of one streamed message into ours. Only text is passed on: thinking is never shown. */
export class MessageReader implements AnswerReader<unknown> {
  #started = false;
  #stop: WireEvent['delta'];
  #usage: WireUsage | undefined;
  #estimate = 0;
  /** What a model thinks is shown in part at most, and paid for whole. */
  #hasThought = false;
  /** The service has counted the output to its end. */
  #isCounted = false;
  #response: Pick<WireEvent, 'limits' | 'request_id'> = {};

  /** `model` is told when the service does not name the one that answers. */
  constructor(private readonly model: string) {}

  read(json: unknown): readonly ModelEvent[] {
    const event = this.#read((json ?? {}) as WireEvent);
    return event === undefined ? [] : [event];
  }

  nothingMore(detail: string, cause?: CutCause): readonly ModelEvent[] {
    return [brokenOff({ hasStarted: this.#started, detail, cause })];
  }

  /** What has been used when the answer breaks off: the service counts the output at its end only. */
  get usageSoFar(): Usage | undefined {
    const counted = totals(this.#usage);
    if (this.#isCounted || counted === undefined) return counted;
    if (this.#hasThought) return undefined;
    return { ...counted, outputTokens: Math.max(counted.outputTokens, this.#estimate), isEstimate: true };
  }

  #read(event: WireEvent): ModelEvent | undefined {
    switch (event.type) {
      case 'message_start':
        return this.#start(event);
      case 'content_block_start':
        this.#hasThought ||= /thinking/.test(event.content_block?.type ?? '');
        return event.content_block?.type === 'text' ? textEvent(event.content_block.text) : undefined;
      case 'content_block_delta':
        this.#estimate += upperEstimate(event.delta?.text ?? '');
        return event.delta?.type === 'text_delta' ? textEvent(event.delta.text) : undefined;
      case 'message_delta':
        this.#stop = event.delta;
        this.#count(event.usage);
        this.#isCounted ||= typeof event.usage?.output_tokens === 'number';
        return undefined;
      case 'message_stop':
        return this.#completed();
      case 'error':
        return this.#failed(event);
      case 'response':
        this.#response = event;
        return undefined;
      case 'unreadable':
        return brokenOff({ hasStarted: this.#started, detail: 'the service sent an event that is no JSON' });
      case 'connection_lost':
        return brokenOff({ hasStarted: this.#started, detail: `the connection was lost: ${event.error?.message}` });
      default:
        return undefined;
    }
  }

  /** A message that starts a second time would have its first text twice. */
  #start({ message }: WireEvent): ModelEvent {
    if (this.#started) return brokenOff({ hasStarted: true, detail: 'the service began the answer a second time' });
    this.#started = true;
    this.#count(message?.usage);
    const { limits = [], request_id: requestId } = this.#response;
    return {
      kind: 'started',
      model: message?.model ?? this.model,
      ...(limits.length === 0 ? {} : { limits }),
      ...(requestId === undefined ? {} : { requestId }),
    };
  }

  #completed(): ModelEvent {
    const reason = this.#stop?.stop_reason ?? 'none given';
    if (!this.#started || !isStopReason(reason)) {
      const detail = `the answer ended for a reason that this version does not know: ${reason}`;
      return brokenOff({ hasStarted: this.#started, detail });
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
    if (!this.#started || failed.problem.kind !== 'model-failed') return failed;
    const cause = error?.type === 'overloaded_error' ? 'overloaded' : undefined;
    return brokenOff({ hasStarted: true, detail: `the service broke off the answer: ${failed.problem.detail}`, cause });
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
  return STOP_REASONS.some((known) => known === reason);
}

function totals(usage: WireUsage | undefined): Usage | undefined {
  if (usage?.input_tokens === undefined || usage.output_tokens === undefined) return undefined;
  const cacheReadTokens = usage.cache_read_input_tokens ?? 0;
  const cacheWriteTokens = usage.cache_creation_input_tokens ?? 0;
  return {
    inputTokens: (usage.input_tokens ?? 0) + cacheReadTokens + cacheWriteTokens,
    outputTokens: usage.output_tokens ?? 0,
    cacheReadTokens,
    cacheWriteTokens,
  };
}
