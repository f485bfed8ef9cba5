import type { TestEvent } from '../../core/testrun/runner';
import { OutputTail } from './outputTail';

/**
 * Events on their way to a consumer that may be slow: output that waits is joined and only its end kept, so that a test which
 * prints without end fills no memory.
 */
export class EventQueue {
  private readonly waiting: (TestEvent | OutputTail)[] = [];
  private closed = false;
  private wake: () => void = () => {};

  push(event: TestEvent): void {
    this.waiting.push(event);
    this.wake();
  }

  pushOutput(text: string): void {
    let last = this.waiting.at(-1);
    if (!(last instanceof OutputTail)) {
      last = new OutputTail();
      this.waiting.push(last);
    }
    last.add(text);
    this.wake();
  }

  close(): void {
    this.closed = true;
    this.wake();
  }

  /** All events until `close`; for one consumer. */
  async *events(): AsyncGenerator<TestEvent, void> {
    for (;;) {
      const next = this.waiting.shift();
      if (next !== undefined) yield next instanceof OutputTail ? { kind: 'output', text: next.text } : next;
      else if (this.closed) return;
      else
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
    }
  }
}
