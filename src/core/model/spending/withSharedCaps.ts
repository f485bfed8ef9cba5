import type { ModelEvent, ModelProvider } from '../provider';

/**
 * The same provider for several who ask at the same time: what the answers under way may cost at most is reserved until they are over,
 * so where a cap leaves too little for another one, the end of one of them is waited for, and the request is made again.
 */
export function withSharedCaps(provider: ModelProvider): ModelProvider {
  const underWay = new Set<Promise<void>>();
  return {
    ...provider,
    async *stream(request, signal) {
      for (;;) {
        let end = (): void => {};
        const mine = new Promise<void>((resolve) => {
          end = resolve;
        });
        underWay.add(mine);
        let capped: ModelEvent | undefined;
        try {
          for await (const event of provider.stream(request, signal)) {
            if (isShort(event)) capped = event;
            else yield event;
          }
        } finally {
          underWay.delete(mine);
          end();
        }
        if (capped === undefined) return;
        if (underWay.size === 0 || signal.aborted) return yield capped;
        yield { kind: 'waiting', delayMs: undefined, reason: 'the caps of the costs are taken by answers under way' };
        await Promise.race([...underWay, aborted(signal)]);
      }
    },
  };
}

/** Whether a cap that all share stands in the way of a request that was not sent. */
function isShort(event: ModelEvent): boolean {
  if (event.kind !== 'failed' || event.problem.kind !== 'cap-reached') return false;
  const { cap, needed } = event.problem;
  return cap !== 'generation' && needed !== undefined;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
