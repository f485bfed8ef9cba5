/** Starts a timer of so many milliseconds; the returned function stops it. */
export type StartTimer = (ms: number, onElapsed: () => void) => () => void;

export const startTimer: StartTimer = (ms, onElapsed) => {
  const timer = setTimeout(onElapsed, ms);
  return () => clearTimeout(timer);
};

/**
 * Aborts its own signal when one awaited thing takes longer than `idleMs`, and when the outer signal aborts. Only waiting
 * counts: a consumer that takes its time is not a silent service.
 */
export class IdleWatchdog {
  readonly #controller = new AbortController();
  readonly #pass = () => this.#controller.abort(this.outer.reason);
  #barked = false;

  constructor(
    private readonly outer: AbortSignal,
    private readonly idleMs: number,
    private readonly start: StartTimer,
  ) {
    if (outer.aborted) this.#pass();
    else outer.addEventListener('abort', this.#pass, { once: true });
  }

  /** For the work that is to stop with either. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** True when the silence was too long. */
  get barked(): boolean {
    return this.#barked;
  }

  /** Why it barked, as a clause. */
  get complaint(): string {
    return `the service sent nothing for ${this.idleMs / 1_000} s`;
  }

  async during<T>(wait: Promise<T>): Promise<T> {
    const stop = this.start(this.idleMs, () => {
      this.#barked = true;
      this.#controller.abort();
    });
    try {
      return await wait;
    } finally {
      stop();
    }
  }

  /** The same items, each waited for under watch. */
  async *each<T>(items: AsyncIterable<T>): AsyncGenerator<T> {
    const iterator = items[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next = await this.during(iterator.next());
        if (next.done) return;
        yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  }

  /** Ends whatever still uses the signal, and lets go of the outer one. */
  dispose(): void {
    this.outer.removeEventListener('abort', this.#pass);
    this.#controller.abort();
  }
}
