import assert from 'node:assert/strict';
import type { StartTimer } from '../../src/node/models/idleWatchdog';

/** Timers that elapse when the test says so. */
export class ManualTimers {
  readonly #waiting = new Map<() => void, number>();
  #onStart: () => void = () => {};
  #started = 0;

  readonly start: StartTimer = (ms, onElapsed) => {
    const timer = () => onElapsed();
    this.#waiting.set(timer, ms);
    this.#started++;
    this.#onStart();
    return () => this.#waiting.delete(timer);
  };

  get running(): number {
    return this.#waiting.size;
  }

  /** How many there have been. */
  get started(): number {
    return this.#started;
  }

  /** Resolves when a timer is started. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.#onStart = resolve;
    });
  }

  /** Lets those that run elapse, or only those of so many milliseconds. */
  elapse(ms?: number): void {
    const due = [...this.#waiting].filter(([, each]) => ms === undefined || each === ms);
    assert.ok(due.length > 0, 'no such timer runs');
    for (const [timer] of due) timer();
  }
}
