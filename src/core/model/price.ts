import type { Usage } from './provider';

/** US dollars for a million tokens. */
interface Price {
  readonly input: number;
  readonly output: number;
  /** Another price for the whole request when its input is longer than this many tokens. */
  readonly beyond?: { readonly tokens: number; readonly input: number; readonly output: number };
}

/** The day on which these prices were published as they are here. */
export const PRICES_AS_OF = '2026-11-19';

const PRICES: Readonly<Record<string, Price>> = {
  'claude-opus-5-5': { input: 4, output: 20 },
  'claude-sonnet-5-5': { input: 2, output: 10 },
  'claude-haiku-5-5': { input: 0.1, output: 0.5, beyond: { tokens: 100_000, input: 0.5, output: 2.5 } },
  'claude-fable-5-1': { input: 10, output: 50 },
  'claude-haiku-4-5': { input: 1, output: 5 },
};

const MILLION = 1_000_000;

/** What an answer cost at most, in US dollars: all input at its full price, cached or not. Undefined: the price is not known. */
export function costOf(model: string, usage: Usage): number | undefined {
  const price = PRICES[model.replace(/-\d{8}$/, '')];
  if (price === undefined) return undefined;
  const { beyond } = price;
  const { input, output } = beyond !== undefined && usage.inputTokens > beyond.tokens ? beyond : price;
  return (usage.inputTokens * input + usage.outputTokens * output) / MILLION;
}
