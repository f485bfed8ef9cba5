import type { Anthropic } from '@anthropic-ai/sdk';

/** One size for all pieces, or sizes taken in turn, over and over. */
export type Sizes = number | readonly number[];

/** A streamed answer. Plain JSON, as all scripts are, so that a test in another process can send it. */
export interface AnswerScript extends AnswerOptions {
  readonly kind: 'answer';
  readonly text: string;
}

export interface AnswerOptions {
  /** Streamed as a thinking block before the text. */
  readonly thinking?: string;
  /** Sizes of the text deltas in characters (code points); default: the whole text in one. */
  readonly deltas?: Sizes;
  /** Sizes of the pieces that are written to the connection one by one, in bytes, wherever that cuts; default: one event each. */
  readonly writes?: Sizes;
  /** Numbers of characters after which the stream waits until `Exchange.open()` is called; ascending. */
  readonly gates?: readonly number[];
  readonly usage?: {
    readonly input?: number;
    readonly output?: number;
    readonly cacheWrite?: number;
    readonly cacheRead?: number;
  };
  readonly stopReason?: Anthropic.StopReason;
  readonly stopDetails?: Anthropic.RefusalStopDetails;
  /**
   * How it ends: whole; `cut`, closed properly before the message is over; `reset`, the connection torn down;
   * `stall`, nothing more comes until the client hangs up; or an error event. All but the first come after `after` characters.
   */
  readonly ending?: 'whole' | 'cut' | 'reset' | 'stall' | { readonly error: ApiError };
  /** What goes wrong, and after how many events of the stream. */
  readonly fault?: { readonly after: number; readonly kind: StreamFault };
  /** Headers of the response, such as those of the rate limits. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Characters of the text that are sent when the ending is not `whole`; default: all. */
  readonly after?: number;
}

/**
 * What can go wrong at an event of a stream: the body ends properly; the connection is torn down; nothing more comes; an event breaks
 * off inside its JSON, and the body ends; an event is no JSON; an event comes that no client knows; the last event comes twice; the stream
 * waits at a gate; an error event; or the model stops by itself.
 */
export type StreamFault =
  | 'cut'
  | 'reset'
  | 'stall'
  | 'half-json'
  | 'garbage'
  | 'unknown'
  | 'duplicate'
  | 'gate'
  | { readonly error: ApiError }
  | { readonly stopReason: Anthropic.StopReason };

/** An error as the API words it. */
export interface ApiError {
  /** Such as `overloaded_error`; default: the one that belongs to the status. */
  readonly type?: string;
  readonly message?: string;
  /** Such as `enforced_spend_limit_reached`. */
  readonly code?: string;
}

export interface ErrorOptions extends ApiError {
  readonly headers?: Readonly<Record<string, string>>;
}

/** An HTTP error before any stream. */
export interface ErrorScript extends ErrorOptions {
  readonly kind: 'error';
  readonly status: number;
}

/** What no Messages API would send: a proxy's page, a broken event. */
export interface RawScript {
  readonly kind: 'raw';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The connection is torn down, or kept and left silent, before the first byte. */
export interface SilentScript {
  readonly kind: 'reset' | 'stall';
}

export type Script = AnswerScript | ErrorScript | RawScript | SilentScript;
