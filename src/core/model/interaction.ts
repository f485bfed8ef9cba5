import type { Usage } from './provider';

/** One exchange with a model, as it is kept for people to look into: redacted, no key in it. */
export interface Interaction {
  /** ISO time at which it was asked. */
  readonly at: string;
  readonly durationMs: number;
  readonly component: string;
  readonly phase: string;
  /** The label of who answered. */
  readonly provider: string;
  readonly model: string;
  readonly usage: Usage | undefined;
  /** In US dollars; undefined when it is not known. */
  readonly cost: number | undefined;
  /** The model's stop reason, or what went wrong. */
  readonly stop: string;
  /** The service's name for the exchange, for its support. */
  readonly requestId: string | undefined;
  /** How often it was asked again before it answered. */
  readonly retries: number;
  readonly prompt: string;
  readonly answer: string;
}

/** Keeps interactions. Never rejects: a log that cannot be written is its own affair. */
export interface InteractionLog {
  add(interaction: Interaction): Promise<void>;
}
