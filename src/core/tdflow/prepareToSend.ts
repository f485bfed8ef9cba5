import { DENSEST } from '../context/tokenCounter';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import { UNMEASURED } from '../model/measure';
import { parametersFor } from '../model/parametersFor';
import type { ModelProvider } from '../model/provider';
import { capsFrom } from '../model/spending/caps';
import type { CostEstimate } from '../model/spending/estimateCost';
import { estimateCost } from '../model/spending/estimateCost';
import type { WritingPhase } from '../phase';
import type { PreparedPrompt, PromptPorts } from './preparePrompt';
import { preparePrompt } from './preparePrompt';
import { requestFor } from './requestFor';
import type { Task, Work } from './task';

const MOST_REBUILDS = 3;
/** Each piece that is left out takes a little more or less than its share. */
const CAUTION = 1.05;

export interface ReadyPrompt extends PreparedPrompt {
  /** What the answer will cost; `unknown` when the model's price is; undefined when nothing is paid. */
  readonly estimate: CostEstimate | 'unknown' | undefined;
}

/**
 * The prompt as it is sent: one that could be over the budget, were it as dense as a text can be, is counted by the service itself, and
 * made anew with less when it is over. A service that does not tell is believed to count as estimated.
 */
export async function prepareToSend(
  task: Task<WritingPhase>,
  provider: ModelProvider,
  ports: PromptPorts,
  signal: AbortSignal,
): Promise<Result<ReadyPrompt, Problem>> {
  const budget = task.config.maxContextTokens;
  let asked = task;
  for (let build = 0; ; build++) {
    const prepared = await preparePrompt(asked, ports, signal);
    if (!prepared.ok) return prepared;
    const { prompt } = prepared.value;
    const { correction = 1 } = asked.fit ?? {};
    const most = (prompt.tokens / correction) * DENSEST;
    const counted = most <= budget ? undefined : await provider.countTokens?.(requestFor(asked, prompt), signal);
    if (signal.aborted) return fail({ kind: 'cancelled' });
    if (counted === undefined || counted <= budget) {
      const tokens = counted ?? prompt.tokens;
      return ok({ ...prepared.value, prompt: { ...prompt, tokens }, estimate: estimateOf(task, tokens, provider) });
    }
    if (build === MOST_REBUILDS) return fail({ kind: 'budget-too-small', needed: counted, budget });
    const fit = { ...fitOf(asked), correction: (correction * counted * CAUTION) / prompt.tokens };
    asked = { ...asked, fit };
  }
}

/** What the answer to so long a prompt will cost, which the cap of a generation keeps short enough. */
export function estimateOf(
  task: Pick<Work, 'config' | 'fit'>,
  input: number,
  { isMetered, isFree, modelName }: Pick<ModelProvider, 'isMetered' | 'isFree' | 'modelName'>,
): ReadyPrompt['estimate'] {
  if (!isMetered || isFree === true) return undefined;
  const { parameters, answerTokens } = fitOf(task);
  const tokens = { input, typicalOutput: answerTokens, mostOutput: parameters.maxTokens };
  const estimate = estimateCost(modelName, tokens);
  if (estimate === undefined) return 'unknown';
  const { user, repository } = task.config.budget;
  const limit = capsFrom(user, repository).generation?.limit ?? Number.POSITIVE_INFINITY;
  return { typical: Math.min(estimate.typical, limit), most: Math.min(estimate.most, limit) };
}

function fitOf({ fit, config }: Pick<Work, 'config' | 'fit'>): NonNullable<Task['fit']> {
  const { answerTokens } = UNMEASURED;
  return fit ?? { parameters: parametersFor(undefined, config), correction: 1, answerTokens };
}
