import type { Effort } from '../config/effort';
import type { FileChoice } from '../context/contextChoices';
import type { FailureCause, Problem } from '../errors';
import type { AskedThinking } from './modelInfo';
import type { RateLimit } from './rateLimit';

/** What is sent to a model once. */
export interface ModelRequest {
  readonly model: string;
  readonly system: string;
  /** The parts of the first message, joined as they are; each but the last ends a beginning that other requests share. */
  readonly user: readonly string[];
  /** What was said after the first message; ends with a turn of the user's. */
  readonly turns?: readonly Turn[];
  /** Limit of the answer in tokens, thinking included. */
  readonly maxTokens: number;
  /** Sent when given; what the model does not take is never given. */
  readonly thinking?: AskedThinking;
  readonly effort?: Effort;
  /** What the request is for; recorded answers are found by it. */
  readonly purpose: { readonly component: string; readonly phase: string };
  /** For who works on files instead of reading a message. */
  readonly files?: RequestedFiles;
}

export interface RequestedFiles {
  /** Those that are to be written, workspace-relative. */
  readonly wanted: readonly string[];
  /** What the user wants to be shown, or not; undefined: what they say for all work. */
  readonly choice?: FileChoice;
}

export interface Turn {
  readonly role: 'assistant' | 'user';
  readonly text: string;
}

/** Tokens as the model's service counted them: all input, cached or not, and all output, thinking included. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Part of the input: read from the service's cache, and written to it. */
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  /** Counted by us, not by the service: some say nothing, and what breaks off is counted by none. */
  readonly isEstimate?: true;
}

/** Why the model stopped by itself. Anything but `end_turn` and `stop_sequence` means that the answer is not whole. */
export const STOP_REASONS = [
  'end_turn',
  'max_tokens',
  'stop_sequence',
  'tool_use',
  'pause_turn',
  'refusal',
  'model_context_window_exceeded',
] as const;
export type StopReason = (typeof STOP_REASONS)[number];

/**
 * What happens while a model answers, in order. The stream always ends with exactly one `completed` or `failed`;
 * text that came before `failed` was really received. Cancelling ends it with `failed` of kind `cancelled`.
 */
export type ModelEvent =
  /** `limits`: what the service says of the limits of the key; `requestId` is its name for the request. */
  | {
      readonly kind: 'started';
      readonly model: string;
      readonly limits?: readonly RateLimit[];
      readonly requestId?: string;
    }
  | { readonly kind: 'text'; readonly text: string }
  /** `attempt` is the one that starts after the delay, counted from 1. */
  | {
      readonly kind: 'retrying';
      readonly attempt: number;
      readonly of: number;
      readonly delayMs: number;
      readonly reason: string;
      readonly cause?: FailureCause;
    }
  /** Nothing is sent for so many milliseconds, so that the service's limits are kept; undefined: until another answer is whole. */
  | { readonly kind: 'waiting'; readonly delayMs: number | undefined; readonly reason: string }
  /** `stopDetail` is what the service says about the reason, such as why it refused. */
  | {
      readonly kind: 'completed';
      readonly stopReason: StopReason;
      readonly stopDetail?: string;
      readonly usage: Usage | undefined;
      /** The service's cache could have helped and did not: the shared beginning is too short for it, or it was there and was missed. */
      readonly cacheMiss?: 'too-short' | 'missed';
    }
  /**
   * `retryable`: the same request may succeed later, and nothing of an answer has come yet. `retryAfterMs` is what the service asks for,
   * `limits` what it says of the limits of the key.
   */
  | {
      readonly kind: 'failed';
      readonly problem: Problem;
      readonly retryable: boolean;
      readonly retryAfterMs?: number;
      readonly limits?: readonly RateLimit[];
      /** What was used until then, the output estimated from what of it came; undefined when nothing or not known. */
      readonly usage?: Usage;
      /**
       * What the service may charge for where the usage is not known: the prompt, of which it had not begun to make an answer, or the
       * longest answer too; left out: nothing.
       */
      readonly mayCost?: 'prompt' | 'answer';
    };

/** One door to an answer: a model's service, a recording, or a person who pastes. */
export interface ModelProvider {
  /** For people: "Claude (claude-sonnet-5-5)", "recorded answer, no model was called", "pasted answer, no model was called". */
  readonly label: string;
  /** For the header comment and the session: the model's id, or "recorded", or "manual". */
  readonly modelName: string;
  /** Whether each further word of an answer is paid for: then a stream whose answer is of no use any more is hung up. */
  readonly isMetered: boolean;
  /** The answer is whole before its first file comes: to hang up saves nothing. */
  readonly comesWhole?: boolean;
  /** Nobody is paid, whatever the usage that it tells: that is of another time. */
  readonly isFree?: boolean;
  /** What the service will count as the input of a request, in tokens; undefined when it does not tell. Costs nothing. */
  countTokens?(request: ModelRequest, signal: AbortSignal): Promise<number | undefined>;
  /** Whether the service is told to keep the shared beginnings of prompts in a cache. */
  readonly keepsBeginnings?: boolean;
  /** Hangs up when the signal aborts. */
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent>;
}
