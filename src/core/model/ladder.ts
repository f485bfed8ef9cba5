import type { ModelEvent, ModelProvider } from './provider';

/**
 * What can be done now, the best first: everything; everything, but each write is confirmed by a person, because the service
 * limits the key; prompts that a person carries; prompts that are kept for later.
 */
export type LadderStep = 'full' | 'rate-limited' | 'manual' | 'offline';

export interface LadderFacts {
  /** Whether there is somebody to ask: a key, or a service that needs none. */
  readonly canAsk: boolean;
  /** Whether the service limited the last answer that was asked for. */
  readonly isLimited: boolean;
  /** Whether the last request found no connection. */
  readonly isOffline: boolean;
}

export function ladderStep({ canAsk, isLimited, isOffline }: LadderFacts): LadderStep {
  if (!canAsk) return 'manual';
  if (isOffline) return 'offline';
  return isLimited ? 'rate-limited' : 'full';
}

/** Learns from what services say as they are asked. */
export class Ladder {
  private isLimited = false;
  private isOffline = false;

  /** `onChange` is told after each thing that was learnt and was not known before. */
  constructor(private readonly onChange: () => void) {}

  step({ canAsk }: Pick<LadderFacts, 'canAsk'>): LadderStep {
    return ladderStep({ canAsk, isLimited: this.isLimited, isOffline: this.isOffline });
  }

  /** Forgets what was learnt of a service when another one is to answer. */
  forget(): void {
    this.learn({ isLimited: false, isOffline: false });
  }

  /** The same service, listened to; not for a recording or a pasted answer, which say nothing of any. */
  watch(service: ModelProvider): ModelProvider {
    return { ...service, stream: (request, signal) => this.listen(service.stream(request, signal)) };
  }

  private async *listen(events: AsyncIterable<ModelEvent>): AsyncGenerator<ModelEvent> {
    let wasLimited = false;
    for await (const event of events) {
      const failure = event.kind === 'failed' && event.problem.kind === 'model-failed' ? event.problem : undefined;
      const cause = event.kind === 'retrying' ? event.cause : failure?.cause;
      wasLimited ||= cause === 'limit' || (event.kind === 'waiting' && event.delayMs !== undefined);
      if (wasLimited) this.learn({ isLimited: true });
      if (cause === 'offline') this.learn({ isOffline: true });
      if (event.kind === 'started') this.learn({ isOffline: false });
      // One answer that came without a limit shows that there is none any more.
      if (event.kind === 'completed' && !wasLimited) this.learn({ isLimited: false });
      yield event;
    }
  }

  private learn({ isLimited = this.isLimited, isOffline = this.isOffline }: Partial<LadderFacts>): void {
    if (isLimited === this.isLimited && isOffline === this.isOffline) return;
    [this.isLimited, this.isOffline] = [isLimited, isOffline];
    this.onChange();
  }
}
