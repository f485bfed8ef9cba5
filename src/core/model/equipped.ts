import type { RetryPolicy } from '../config/config';
import type { Clock } from '../lib/clock';
import type { KeyMemory } from './keyMemories';
import type { MeasureStore } from './measure';
import type { ModelProvider } from './provider';
import type { Spending } from './spending/withSpendingCaps';
import { withSpendingCaps } from './spending/withSpendingCaps';
import { withKeyMemory } from './withKeyMemory';
import { withMeasure } from './withMeasure';
import { withRetry } from './withRetry';

/** What stands around a model's service in both faces. */
export interface Equipment {
  readonly retry: RetryPolicy;
  readonly clock: Clock;
  /** Of the key that the service is asked with; undefined for a service that has none. */
  readonly memory?: KeyMemory | undefined;
  /** What may be spent; undefined for answers that cost nothing. */
  readonly spending?: Spending | undefined;
  readonly measures?: MeasureStore | undefined;
}

/**
 * A model's service as a phase asks it. From the inside: each single attempt is held against the caps and paid for, once the gate of the
 * key has let it through; what failed is asked again; and a whole answer is learned from.
 */
export function equipped(
  service: ModelProvider,
  { retry, clock, memory, spending, measures }: Equipment,
): ModelProvider {
  const paid = spending === undefined ? service : withSpendingCaps(service, spending, clock);
  const gated = memory === undefined ? paid : withKeyMemory(paid, memory, retry.maxDelayMs);
  const retried = withRetry(gated, retry, clock);
  return measures === undefined ? retried : withMeasure(retried, measures);
}
