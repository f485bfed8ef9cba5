import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import { UNMEASURED } from '../model/measure';
import type { ModelProvider } from '../model/provider';
import type { CostEstimate } from '../model/spending/estimateCost';
import { estimateCost } from '../model/spending/estimateCost';
import type { WritingPhase } from '../phase';
import type { Ports } from './ports';
import type { PreparedPrompt } from './preparePrompt';
import { preparePrompt } from './preparePrompt';
import { requestFor } from './requestFor';
import type { Task } from './task';

/** A prompt whose estimate is below this share of the budget fits, whatever the estimate is off by. */
const NEAR = 0.8;
const MOST_REBUILDS = 3;
/** Each piece that is left out takes a little more or less than its share. */
const CAUTION = 1.05;

export interface ReadyPrompt extends PreparedPrompt {
  /** What the answer will cost; `unknown` when the model's price is; undefined when nothing is paid. */
  readonly estimate: CostEstimate | 'unknown' | undefined;
}

/**
 * The prompt as it is sent: one that comes near the budget is counted by the service itself, and made anew with less when it is over. A
 * service that does not tell is believed to count as estimated.
 */
export async function prepareToSend(
  task: Task<WritingPhase>,
  provider: ModelProvider,
  ports: Pick<Ports, 'reader' | 'links' | 'attempts' | 'countTokens' | 'runners' | 'hash'>,
  signal: AbortSignal,
): Promise<Result<ReadyPrompt, Problem>> {
  const budget = task.config.maxContextTokens;
  let asked = task;
  for (let build = 0; ; build++) {
    const prepared = await preparePrompt(asked, ports);
    if (!prepared.ok) return prepared;
    const { prompt } = prepared.value;
    const counted =
      prompt.tokens < NEAR * budget ? undefined : await provider.countTokens?.(requestFor(asked, prompt), signal);
    if (signal.aborted) return fail({ kind: 'cancelled' });
    if (counted === undefined || counted <= budget) {
      const tokens = counted ?? prompt.tokens;
      return ok({ ...prepared.value, prompt: { ...prompt, tokens }, estimate: estimateOf(task, tokens, provider) });
    }
    if (build === MOST_REBUILDS) return fail({ kind: 'budget-too-small', needed: counted, budget });
    const { correction = 1 } = asked.fit ?? {};
    const fit = { ...fitOf(asked), correction: (correction * counted * CAUTION) / prompt.tokens };
    asked = { ...asked, fit };
  }
}

/** What the answer to so long a prompt will cost. */
export function estimateOf(
  task: Task<WritingPhase>,
  input: number,
  { isMetered, modelName }: Pick<ModelProvider, 'isMetered' | 'modelName'>,
): ReadyPrompt['estimate'] {
  if (!isMetered) return undefined;
  const { parameters, answerTokens } = fitOf(task);
  const tokens = { input, typicalOutput: answerTokens, mostOutput: parameters.maxTokens };
  return estimateCost(modelName, tokens) ?? 'unknown';
}

function fitOf({ fit, config }: Task): NonNullable<Task['fit']> {
  const { answerTokens } = UNMEASURED;
  return fit ?? { parameters: { maxTokens: config.maxResponseTokens }, correction: 1, answerTokens };
}
