import type { RetryPolicy } from '../config/config';
import type { Clock } from '../lib/clock';
import type { ModelProvider } from './provider';
import { withRetry } from './withRetry';

/** What stands around a model's service in both faces. */
export interface Equipment {
  readonly retry: RetryPolicy;
  readonly clock: Clock;
}

/** A model's service as a phase asks it. */
export function equipped(service: ModelProvider, { retry, clock }: Equipment): ModelProvider {
  return withRetry(service, retry, clock);
}
