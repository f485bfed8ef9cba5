import type { Config } from '../config/config';
import type { Effort } from '../config/effort';
import { lowered } from '../config/lowered';
import type { AskedThinking, ModelInfo } from './modelInfo';

/** What of a request depends on the model. Absent: it is not sent. */
export interface RequestParameters {
  /** Limit of the answer in tokens, thinking included. */
  readonly maxTokens: number;
  readonly thinking?: AskedThinking;
  readonly effort?: Effort;
}

/** Of a model whose own limit nobody tells: more than a component usually takes, and what most models can give. */
const USUAL_ANSWER_TOKENS = 32_000;

/** Efforts that some models refuse when they may not think before they write. */
const DEEP: readonly (Effort | undefined)[] = ['xhigh', 'max'];

/**
 * What a model takes and nothing that it would reject: the limit of the answer is the model's own unless a lower one is wished, and at
 * least half of its window stays for the prompt; the mode of thinking is the one with the fastest first text, unless a deep effort is
 * wished; the effort is the wished one. Of a model of which nothing is known only the limit is told.
 */
export function parametersFor(
  info: ModelInfo | undefined,
  { maxResponseTokens, responseAtMost }: Pick<Config, 'maxResponseTokens' | 'responseAtMost'>,
  wished?: Effort,
): RequestParameters {
  const { outputTokens: own, contextTokens: window } = info ?? {};
  const wish = lowered(maxResponseTokens, { usual: own ?? USUAL_ANSWER_TOKENS, atMost: responseAtMost });
  const maxTokens = Math.min(wish, own ?? wish, window === undefined ? wish : Math.floor(window / 2));
  if (info === undefined) return { maxTokens };
  const effort = info.effort.find((level) => level === wished);
  const modes: readonly AskedThinking[] = DEEP.includes(effort) ? ['adaptive'] : ['between_tools', 'adaptive'];
  const thinking = modes.find((mode) => info.thinking.includes(mode));
  return { maxTokens, ...(thinking !== undefined && { thinking }), ...(effort !== undefined && { effort }) };
}
