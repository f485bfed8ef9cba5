import type { Patience } from '../../core/config/config';
import { lowered } from '../../core/config/lowered';

/** Starts a timer of so many milliseconds; the returned function stops it. */
export type StartTimer = (ms: number, onElapsed: () => void) => () => void;

export const startTimer: StartTimer = (ms, onElapsed) => {
  const timer = setTimeout(onElapsed, ms);
  return () => clearTimeout(timer);
};

export interface TimeLimits {
  /** Longest silence of the service, signs of life included, in milliseconds. */
  readonly idleMs: number;
  /** Longest answer, from the request to its end; undefined for no limit. */
  readonly totalMs?: number | undefined;
}

/** What the settings say for a service that is usually silent for no longer than `usualIdleMs`. */
export function limitsOf(patience: Patience | undefined, usualIdleMs: number): TimeLimits {
  const { idleMs, idleAtMostMs, totalMs } = patience ?? {};
  return { idleMs: lowered(idleMs, { usual: usualIdleMs, atMost: idleAtMostMs }), totalMs };
}

/**
 * Aborts its own signal when one awaited thing takes longer than the idle limit, when all takes longer than the total limit, and when
 * the outer signal aborts. Only waiting counts as silence: a consumer that takes its time is not a silent service.
 */
export class IdleWatchdog {
  readonly #controller = new AbortController();
  readonly #pass = () => this.#controller.abort(this.outer.reason);
  readonly #stopTotal: () => void;
  /** Settles when the signal aborts. */
  readonly #over = new Promise<undefined>((resolve) => {
    this.#controller.signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  #cause: 'silence' | 'time' | undefined;

  constructor(
    private readonly outer: AbortSignal,
    private readonly limits: TimeLimits,
    private readonly start: StartTimer,
  ) {
    const { totalMs } = limits;
    this.#stopTotal = totalMs === undefined ? () => {} : start(totalMs, () => this.#bark('time'));
    if (outer.aborted) this.#pass();
    else outer.addEventListener('abort', this.#pass, { once: true });
  }

  /** For the work that is to stop with either. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** What it barked at: a silence, or an answer, that was too long; undefined when it did not bark. */
  get cause(): 'silence' | 'time' | undefined {
    return this.#cause;
  }

  /** Why it barked, as a clause. */
  get complaint(): string {
    const { idleMs, totalMs = 0 } = this.limits;
    return this.#cause === 'time'
      ? `the answer was not whole after ${totalMs / 1_000} s`
      : `the service sent nothing for ${idleMs / 1_000} s`;
  }

  /** What comes of a wait; undefined once the signal aborts, for whoever is waited for may not hear it. */
  async during<T>(wait: Promise<T>): Promise<T | undefined> {
    const stop = this.start(this.limits.idleMs, () => this.#bark('silence'));
    try {
      return await Promise.race([wait, this.#over]);
    } finally {
      stop();
    }
  }

  /** The same items, each waited for under watch. */
  async *each<T>(items: AsyncIterable<T>): AsyncGenerator<T> {
    const iterator = items[Symbol.asyncIterator]();
    let isPending = false;
    try {
      for (;;) {
        isPending = true;
        const next = await this.during(iterator.next());
        if (next === undefined) return;
        isPending = false;
        if (next.done) return;
        yield next.value;
      }
    } finally {
      const closed = Promise.resolve(iterator.return?.());
      // One that still owes an item closes after that, if it ever comes.
      await (isPending ? Promise.race([closed, this.#over]) : closed);
    }
  }

  /** Ends whatever still uses the signal, and lets go of the outer one. */
  dispose(): void {
    this.#stopTotal();
    this.outer.removeEventListener('abort', this.#pass);
    this.#controller.abort();
  }

  #bark(at: 'silence' | 'time'): void {
    this.#cause ??= at;
    this.#controller.abort();
  }
}
