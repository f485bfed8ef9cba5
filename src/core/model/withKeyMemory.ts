import { upperEstimate } from '../context/tokenCounter';
import type { KeyMemory } from './keyMemories';
import type { ModelEvent, ModelProvider, ModelRequest } from './provider';
import { requestText } from './requestText';

/**
 * The same provider behind the gate of its key; an answer tells when the service's cache did not help although it could.
 * A wait that the service asks for keeps the others out at most `longestWaitMs`.
 */
export function withKeyMemory(provider: ModelProvider, memory: KeyMemory, longestWaitMs: number): ModelProvider {
  return {
    ...provider,
    stream: (request, signal) => remembered(provider, { memory, longestWaitMs, request }, signal),
  };
}

interface Passage {
  readonly memory: KeyMemory;
  readonly longestWaitMs: number;
  readonly request: ModelRequest;
}

async function* remembered(
  provider: ModelProvider,
  { memory: { gate, caches }, longestWaitMs, request }: Passage,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent> {
  const ticket = yield* gate.enter(tokensOf(request), signal);
  if (ticket === undefined) {
    yield { kind: 'failed', problem: { kind: 'cancelled' }, retryable: false };
    return;
  }
  const missed = caches.sending(request);
  try {
    for await (const event of provider.stream(request, signal)) {
      if (event.kind === 'started') gate.answered(ticket, event.limits ?? []);
      if (event.kind === 'failed') gate.refused(withinWait(event, longestWaitMs));
      const { keepsBeginnings = false } = provider;
      const cacheMiss =
        keepsBeginnings && event.kind === 'completed' && event.usage !== undefined ? missed(event.usage) : undefined;
      yield event.kind === 'completed' && cacheMiss !== undefined ? { ...event, cacheMiss } : event;
    }
  } finally {
    gate.leave(ticket);
  }
}

/** Half of the upper estimate is close to what a service counts, and a wait for tokens that are not needed costs more than a retry. */
function tokensOf(request: ModelRequest): number {
  return Math.ceil(upperEstimate(requestText(request)) / 2);
}

/** What a failure says of waits. */
function withinWait({ retryAfterMs, limits = [] }: Extract<ModelEvent, { kind: 'failed' }>, longestWaitMs: number) {
  return { limits, waitMs: retryAfterMs === undefined ? undefined : Math.min(retryAfterMs, longestWaitMs) };
}
