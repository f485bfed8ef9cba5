import type { Effort } from '../config/effort';

export type ThinkingMode = 'adaptive' | 'between_tools' | 'disabled' | 'enabled';

/** The modes that are asked for: the others need a budget, or keep a model from what it does best. */
export type AskedThinking = Extract<ThinkingMode, 'adaptive' | 'between_tools'>;

/** What a service says of one of its models; undefined where it says nothing. */
export interface ModelInfo {
  /** As it stands in requests. */
  readonly id: string;
  /** For people: "Claude Sonnet 5.5". */
  readonly name: string;
  readonly contextTokens: number | undefined;
  /** Thinking included. */
  readonly outputTokens: number | undefined;
  readonly lifecycle: 'active' | 'deprecated' | 'retired';
  /** ISO date. */
  readonly retiresAt: string | undefined;
  /** The modes that the model takes; none: nothing may be said of thinking. */
  readonly thinking: readonly ThinkingMode[];
  /** The levels that the model takes; none: nothing may be said of effort. */
  readonly effort: readonly Effort[];
}
