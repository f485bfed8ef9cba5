import type { Disposable } from '../core/lib/disposables';

/** Lets many requests in a short time become one, at most that much later; the last request is never lost. */
export class Throttle implements Disposable {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly run: () => void,
    private readonly delayMs: number,
  ) {}

  request(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.run();
    }, this.delayMs);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
