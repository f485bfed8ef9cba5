/**
 * Runs generators at the same time, at most `width` of them, and yields what they yield as it comes, each with the index of its
 * generator. One that may not begin yet lets later ones go first; it is asked again whenever another has ended. Returns what they
 * returned, in their order. When nobody listens any more, those that run are ended.
 */
export async function* interleave<E, R>(
  begin: readonly (() => AsyncGenerator<E, R>)[],
  width: number,
  mayBegin: (index: number) => boolean = () => true,
): AsyncGenerator<readonly [index: number, event: E], readonly R[]> {
  const running = new Map<number, AsyncGenerator<E, R>>();
  const coming = new Map<number, Promise<{ readonly index: number; readonly step: IteratorResult<E, R> }>>();
  const results: R[] = [];
  const waiting = new Map(begin.entries());
  try {
    for (;;) {
      for (const [index, first] of waiting) {
        if (running.size >= width) break;
        if (!mayBegin(index)) continue;
        waiting.delete(index);
        running.set(index, first());
      }
      if (running.size === 0 && waiting.size > 0) throw new Error(`none of ${waiting.size} that wait may ever begin`);
      if (running.size === 0) return results;
      for (const [index, generator] of running) {
        if (coming.has(index)) continue;
        coming.set(
          index,
          generator.next().then((step) => ({ index, step })),
        );
      }
      const { index, step } = await Promise.race(coming.values());
      coming.delete(index);
      if (step.done === true) {
        running.delete(index);
        results[index] = step.value;
      } else yield [index, step.value];
    }
  } finally {
    // Steps that nobody waits for any more may fail; the failure of another is the one that is told.
    const ending = [...running.values()].map((generator) => generator.return(undefined as never));
    await Promise.allSettled([...ending, ...coming.values()]);
  }
}
