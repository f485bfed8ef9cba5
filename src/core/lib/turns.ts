import type { Clock } from './clock';

/** Lets one at a time do what only one may do, first come, first served. */
export class Turns {
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  /** Somebody who takes turns with all others of the same kind; has none yet. */
  taker(): Turn {
    return new Turn(() => this.next(), this.clock);
  }

  private async next(): Promise<() => void> {
    const before = this.last;
    let end = (): void => {};
    this.last = new Promise((resolve) => {
      end = resolve;
    });
    await before;
    return end;
  }
}

/** One who takes turns with others. */
export class Turn {
  private end: (() => void) | undefined;
  private waited = 0;

  constructor(
    private readonly next: () => Promise<() => void>,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  /** How long it has waited for the others, in milliseconds. */
  get waitedMs(): number {
    return this.waited;
  }

  /** Waits until nobody else has the turn. Only for one who has none. */
  async take(): Promise<void> {
    if (this.end !== undefined) throw new Error('the turn is taken already');
    const since = this.clock.now().getTime();
    this.end = await this.next();
    this.waited += this.clock.now().getTime() - since;
  }

  /** Lets the next one in. */
  leave(): void {
    this.end?.();
    this.end = undefined;
  }
}
