import type { Effort, ModelInfo, ThinkingMode } from './modelInfo';

/** What of a request depends on the model. Absent: it is not sent. */
export interface RequestParameters {
  /** Limit of the answer in tokens, thinking included. */
  readonly maxTokens: number;
  readonly thinking?: ThinkingMode;
  readonly effort?: Effort;
}

/** Efforts that some models refuse when they may not think before they write. */
const DEEP: readonly (Effort | undefined)[] = ['xhigh', 'max'];

/**
 * What a model takes and nothing that it would reject: the limit of the answer is the model's own or the wished one, whichever is lower;
 * the mode of thinking is the one with the fastest first text, unless a deep effort is wished; the effort is the wished one. Of a model of
 * which nothing is known only the limit is told.
 */
export function parametersFor(
  info: ModelInfo | undefined,
  wish: { readonly maxTokens: number; readonly effort: Effort | undefined },
): RequestParameters {
  const maxTokens = Math.min(wish.maxTokens, info?.outputTokens ?? wish.maxTokens);
  if (info === undefined) return { maxTokens };
  const effort = info.effort.find((level) => level === wish.effort);
  const modes: readonly ThinkingMode[] = DEEP.includes(effort) ? ['adaptive'] : ['between_tools', 'adaptive'];
  const thinking = modes.find((mode) => info.thinking.includes(mode));
  return { maxTokens, ...(thinking !== undefined && { thinking }), ...(effort !== undefined && { effort }) };
}
