import { upperEstimate } from '../../context/tokenCounter';
import { MOST_RATIO } from '../measure';
import type { ModelProvider, ModelRequest } from '../provider';
import { requestText } from '../requestText';

/** A service's own count may be off by a little. Source: the documentation of token counting. */
const COUNT_MARGIN = 1.02;

/** What the input of requests takes at most, in tokens: by the service's own count where one was made, else by the densest text. */
export class InputCount {
  #counted: { readonly text: string; readonly tokens: number } | undefined;

  constructor(private readonly provider: ModelProvider) {}

  /** The service's count, which is remembered: what is asked next is that request again, or goes on from it. */
  async count(request: ModelRequest, signal: AbortSignal): Promise<number | undefined> {
    const text = requestText(request);
    if (this.#counted?.text === text) return this.#counted.tokens;
    const tokens = await this.provider.countTokens?.(request, signal);
    if (tokens !== undefined) this.#counted = { text, tokens };
    return tokens;
  }

  most(request: ModelRequest): number {
    const text = requestText(request);
    const { text: known, tokens } = this.#counted ?? { text: '', tokens: 0 };
    return text.startsWith(known)
      ? Math.ceil(tokens * COUNT_MARGIN) + densest(text.slice(known.length))
      : densest(text);
  }
}

function densest(text: string): number {
  return Math.ceil(upperEstimate(text) * MOST_RATIO);
}
