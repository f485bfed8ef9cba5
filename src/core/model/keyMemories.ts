import type { Clock } from '../lib/clock';
import { CacheWatch } from './cacheWatch';
import { RateGate } from './rateGate';

/** What is known of a service's traffic with one key. */
export interface KeyMemory {
  readonly gate: RateGate;
  readonly caches: CacheWatch;
}

/** Remembers each key's traffic for as long as the process lives: a service counts by key, whatever it is asked for. */
export class KeyMemories {
  readonly #memories = new Map<string, KeyMemory>();

  constructor(private readonly clock: Pick<Clock, 'now' | 'sleep'>) {}

  of(key: string): KeyMemory {
    const known = this.#memories.get(key) ?? { gate: new RateGate(this.clock), caches: new CacheWatch(this.clock) };
    this.#memories.set(key, known);
    return known;
  }
}
