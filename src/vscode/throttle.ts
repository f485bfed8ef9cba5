import type { Disposable } from '../core/lib/disposables';

/**
 * Lets many requests in a short time become one run; the last request is never lost. `later` runs that much after the first of them;
 * `at once` runs in the next turn when the last run is that long ago, so that what is seldom is not late.
 */
export class Throttle implements Disposable {
  private timer: NodeJS.Timeout | undefined;
  private lastRun = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly run: () => void,
    private readonly delayMs: number,
    private readonly first: 'later' | 'at once' = 'later',
  ) {}

  request(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.lastRun = performance.now();
      this.run();
    }, this.waitMs);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private get waitMs(): number {
    return this.first === 'later' ? this.delayMs : Math.max(0, this.lastRun + this.delayMs - performance.now());
  }
}
