import { mostInputCost, outputTokenCost, priceOf } from '../price';

/** What a request will cost, in US dollars. */
export interface CostEstimate {
  /** With an answer as long as the model's answers usually are. */
  readonly typical: number;
  /** With the longest answer that it may give. */
  readonly most: number;
}

/** Undefined: the price is not known. */
export function estimateCost(
  model: string,
  tokens: { readonly input: number; readonly typicalOutput: number; readonly mostOutput: number },
): CostEstimate | undefined {
  const price = priceOf(model);
  if (price === undefined) return undefined;
  const input = mostInputCost(price, tokens.input);
  const each = outputTokenCost(price, tokens.input);
  const typical = input + each * Math.min(tokens.typicalOutput, tokens.mostOutput);
  return { typical, most: input + each * tokens.mostOutput };
}
