import type { TestEvent } from '../../core/testrun/runner';

/** More output than this that nobody has taken yet loses its beginning, so that a slow reader costs no memory. */
const OUTPUT_WAITING = 64 * 1024;

/** Events on their way from callbacks to the one who iterates. */
export class TestEventQueue implements AsyncIterable<TestEvent> {
  private readonly waiting: TestEvent[] = [];
  private isClosed = false;
  private wake: () => void = () => {};

  push(event: TestEvent): void {
    const last = this.waiting.at(-1);
    if (event.kind === 'output' && last?.kind === 'output') {
      this.waiting[this.waiting.length - 1] = {
        kind: 'output',
        text: (last.text + event.text).slice(-OUTPUT_WAITING),
      };
    } else this.waiting.push(event);
    this.wake();
  }

  /** No event comes after this; those that wait are still given. */
  close(): void {
    this.isClosed = true;
    this.wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<TestEvent> {
    for (;;) {
      const event = this.waiting.shift();
      if (event !== undefined) yield event;
      else if (this.isClosed) return;
      else {
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
      }
    }
  }
}
