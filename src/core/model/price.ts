import { undated } from './catalogue/undated';
import type { Usage } from './provider';

/** US dollars for a million tokens. */
interface Rate {
  readonly input: number;
  readonly output: number;
  /** Of the input, what is read from the service's cache. */
  readonly cacheRead: number;
}

export interface Price extends Rate {
  /** Another rate for the whole request when its input is longer than this many tokens. */
  readonly beyond?: Rate & { readonly tokens: number };
}

/** The day on which these prices were published as they are here; source: the pages of the models on platform.claude.com. */
export const PRICES_AS_OF = '2026-11-19';

const PRICES: Readonly<Record<string, Price>> = {
  'claude-opus-5-5': { input: 4, output: 20, cacheRead: 0.2 },
  'claude-sonnet-5-5': { input: 2, output: 10, cacheRead: 0.2 },
  'claude-haiku-5-5': {
    input: 0.1,
    output: 0.5,
    cacheRead: 0.01,
    beyond: { tokens: 100_000, input: 0.5, output: 2.5, cacheRead: 0.05 },
  },
  'claude-fable-5-1': { input: 10, output: 50, cacheRead: 0.25 },
  'claude-opus-5': { input: 5, output: 25, cacheRead: 0.5 },
  'claude-sonnet-5': { input: 2, output: 10, cacheRead: 0.2 },
  'claude-haiku-4-5': { input: 1, output: 5, cacheRead: 0.1 },
  'claude-sonnet-4-5': { input: 3, output: 15, cacheRead: 0.3 },
};

/** What a token costs that is written to the cache for five minutes, as a share of `input`; the same for all models. */
const CACHE_WRITE = 1.25;
const MILLION = 1_000_000;

/** Undefined: not known. */
export function priceOf(model: string): Price | undefined {
  const key = undated(model);
  return Object.hasOwn(PRICES, key) ? PRICES[key] : undefined;
}

/** What an answer cost, in US dollars. Undefined: the price is not known. */
export function costOf(model: string, usage: Usage): number | undefined {
  const price = priceOf(model);
  if (price === undefined) return undefined;
  const { input, output, cacheRead } = rateFor(price, usage.inputTokens);
  const { cacheReadTokens: read, cacheWriteTokens: written } = usage;
  const fresh = Math.max(0, usage.inputTokens - read - written);
  const inputCost = (fresh + written * CACHE_WRITE) * input + read * cacheRead;
  return (inputCost + usage.outputTokens * output) / MILLION;
}

/** What so much input costs at most: all of it written to the cache. */
export function mostInputCost(price: Price, inputTokens: number): number {
  return (inputTokens * CACHE_WRITE * rateFor(price, inputTokens).input) / MILLION;
}

/** What a token of the answer to so much input costs. */
export function outputTokenCost(price: Price, inputTokens: number): number {
  return rateFor(price, inputTokens).output / MILLION;
}

/** "$2 / $10", with the other rate where there is one, or "price not known". */
export function priceText(price: Price | undefined): string {
  if (price === undefined) return 'price not known';
  const { beyond } = price;
  if (beyond === undefined) return rateText(price);
  return `${rateText(price)}, beyond ${beyond.tokens.toLocaleString('en')} tokens ${rateText(beyond)}`;
}

function rateText({ input, output }: Pick<Rate, 'input' | 'output'>): string {
  const [first, second] = [input, output].map((amount) => `$${amount.toFixed(Number.isInteger(amount) ? 0 : 2)}`);
  return `${first} / ${second}`;
}

function rateFor(price: Price, inputTokens: number): Rate {
  const { beyond } = price;
  return beyond !== undefined && inputTokens > beyond.tokens ? beyond : price;
}
