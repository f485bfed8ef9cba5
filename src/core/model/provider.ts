import type { Problem } from '../errors';

/** What is sent to a model once. */
export interface ModelRequest {
  readonly model: string;
  readonly system: string;
  readonly user: string;
  /** Limit of the answer in tokens, thinking included. */
  readonly maxTokens: number;
  /** What the request is for; recorded answers are found by it. */
  readonly purpose: { readonly component: string; readonly phase: string };
}

/** Tokens as the model's service counted them: all input, cached or not, and all output, thinking included. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Why the model stopped by itself. Anything but `end_turn` and `stop_sequence` means that the answer is not whole. */
export type StopReason =
  | 'end_turn'
  | 'max_tokens'
  | 'stop_sequence'
  | 'tool_use'
  | 'pause_turn'
  | 'refusal'
  | 'model_context_window_exceeded';

/**
 * What happens while a model answers, in order. The stream always ends with exactly one `completed` or `failed`;
 * text that came before `failed` was really received. Cancelling ends it with `failed` of kind `cancelled`.
 */
export type ModelEvent =
  | { readonly kind: 'started'; readonly model: string }
  | { readonly kind: 'text'; readonly text: string }
  /** `attempt` is the one that starts after the delay, counted from 1. */
  | {
      readonly kind: 'retrying';
      readonly attempt: number;
      readonly of: number;
      readonly delayMs: number;
      readonly reason: string;
    }
  /** `stopDetail` is what the service says about the reason, such as why it refused. */
  | {
      readonly kind: 'completed';
      readonly stopReason: StopReason;
      readonly stopDetail?: string;
      readonly usage: Usage | undefined;
    }
  /** `retryable`: the same request may succeed later, and nothing of an answer has come yet. `retryAfterMs` is what the service asks for. */
  | {
      readonly kind: 'failed';
      readonly problem: Problem;
      readonly retryable: boolean;
      readonly retryAfterMs?: number;
      /** What was used until then, the output estimated from what of it came; undefined when nothing or not known. */
      readonly usage?: Usage;
    };

/** One door to an answer: a model's service, a recording, or a person who pastes. */
export interface ModelProvider {
  /** For people: "Claude (claude-sonnet-5-5)", "recorded answer, no model was called", "pasted answer, no model was called". */
  readonly label: string;
  /** For the header comment and the session: the model's id, or "recorded", or "manual". */
  readonly modelName: string;
  /** Whether each further word of an answer is paid for: then a stream whose answer is of no use any more is hung up. */
  readonly isMetered: boolean;
  /** Hangs up when the signal aborts. */
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent>;
}
