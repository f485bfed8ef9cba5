import { upperEstimate } from '../context/tokenCounter';
import type { Clock } from '../lib/clock';
import type { ModelRequest, Usage } from './provider';

/** A service forgets a beginning that nobody has sent for so long. Source: the documentation of prompt caching, 5 minutes. */
const KEPT_MS = 300_000;
/** No model caches less than this. */
const SMALLEST_TOKENS = 512;
const REMEMBERED = 100;

/** Remembers which beginnings of prompts a service has in its cache, to notice when that did not help. */
export class CacheWatch {
  /** When each was sent last, the one of longest ago first. */
  readonly #sent = new Map<string, number>();

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  /**
   * To be called as a request goes out, for that is when the service reads it. What it gives tells from the usage why the cache did not
   * help where it could; undefined when it did, or there was nothing for it to do.
   */
  sending(request: ModelRequest): (usage: Usage) => 'too-short' | 'missed' | undefined {
    const sentAt = this.clock.now().getTime();
    return (usage) => this.#missed(request, usage, sentAt);
  }

  #missed(request: ModelRequest, usage: Usage, sentAt: number): 'too-short' | 'missed' | undefined {
    const beginning = [request.model, request.system, ...request.user.slice(0, -1)];
    if (request.user.length < 2 || upperEstimate(beginning.join('')) < SMALLEST_TOKENS) return undefined;
    const key = beginning.join('\0');
    const last = this.#sent.get(key);
    const isKept = last !== undefined && sentAt - last < KEPT_MS;
    if (usage.cacheReadTokens + usage.cacheWriteTokens > 0) this.#remember(key, sentAt);
    if (usage.cacheReadTokens > 0) return undefined;
    if (isKept) return 'missed';
    return usage.cacheWriteTokens === 0 ? 'too-short' : undefined;
  }

  #remember(key: string, at: number): void {
    this.#sent.delete(key);
    this.#sent.set(key, at);
    const [oldest] = this.#sent.keys();
    if (this.#sent.size > REMEMBERED && oldest !== undefined) this.#sent.delete(oldest);
  }
}
