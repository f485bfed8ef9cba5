import type { RawScript, SilentScript, Sizes } from '../fakeMessages/script';

/** A streamed chat completion. Plain JSON, as all scripts are, so that a test in another process can send it. */
export interface ChatAnswer extends ChatAnswerOptions {
  readonly kind: 'answer';
  readonly text: string;
}

export interface ChatAnswerOptions {
  /** Sizes of the text deltas in characters; default: the whole text in one. */
  readonly deltas?: Sizes;
  /** Sizes of the pieces that are written to the connection one by one, in bytes, wherever that cuts; default: one event each. */
  readonly writes?: Sizes;
  /** Numbers of characters after which the stream waits until `Exchange.open()` is called; ascending. */
  readonly gates?: readonly number[];
  /** None: the server does not count, as old ones do not. Default: what was sent and said, counted roughly. */
  readonly usage?: { readonly input: number; readonly output: number; readonly cached?: number } | 'none';
  /** Default `stop`; null: the stream ends without one. */
  readonly finish?: string | null;
  /** Said in the field of refusals. */
  readonly refusal?: string;
  /** Sent as `reasoning_content` before the text. */
  readonly thinking?: string;
  /**
   * How it ends: whole; `unmarked`, closed after the finish reason without `[DONE]`; `cut`, closed in the middle; `reset`, the connection
   * torn down; `stall`, nothing more until the client hangs up; or a chunk with an error. All but the first two come before the finish reason.
   */
  readonly ending?: 'whole' | 'unmarked' | 'cut' | 'reset' | 'stall' | { readonly error: object };
}

/** An HTTP error before any stream, as OpenAI words it. */
export interface ChatError {
  readonly kind: 'error';
  readonly status: number;
  readonly message?: string;
  readonly type?: string;
  readonly code?: string;
  readonly param?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export type ChatScript = ChatAnswer | ChatError | RawScript | SilentScript;
