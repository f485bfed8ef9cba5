import { Worker } from 'node:worker_threads';
import { childEnvironment } from '../childEnvironment';
import { describeCause } from '../describeCause';
import { realRoot } from './realRoot';
import type { WorkerAnswer, WorkerMessage, WorkerRequest, WorkerSetup } from './workerMessage';

/** Most of what the thread makes is gone at once: more room for it is room that nobody else has. */
const YOUNG_MB = 4;

/** The thread ended before it answered; why, for people. */
export interface Died {
  readonly died: string;
}

/** The thread that knows a folder. Everybody who asks about the same folder has the same one. */
export class SharedWorker {
  private static readonly shared = new Map<string, SharedWorker>();
  private users = 0;
  private worker: Worker | undefined;
  private readonly waiting = new Map<number, (answer: WorkerAnswer | Died) => void>();
  private requests = 0;

  private constructor(
    private readonly key: string,
    private readonly program: string,
  ) {}

  /** `program` is what the thread runs. `release` it when it is no longer needed; the last one ends the thread. */
  static share(root: string, program: string): SharedWorker {
    const key = realRoot(root);
    const worker = SharedWorker.shared.get(key) ?? new SharedWorker(key, program);
    SharedWorker.shared.set(key, worker);
    worker.users++;
    return worker;
  }

  release(): void {
    this.users--;
    if (this.users > 0) return;
    SharedWorker.shared.delete(this.key);
    void this.worker?.terminate();
  }

  /** When the thread ends over it, the next question starts another one. */
  ask(
    { queries, texts }: Pick<WorkerRequest, 'queries' | 'texts'>,
    setup: WorkerSetup,
    signal: AbortSignal,
  ): Promise<WorkerAnswer | Died> {
    const id = this.requests++;
    const cancelled = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const cancel = (): void => {
      Atomics.store(cancelled, 0, 1);
      this.waiting.get(id)?.({ id, findings: undefined });
    };
    this.worker ??= this.start(setup);
    const { worker } = this;
    return new Promise((resolve) => {
      this.waiting.set(id, (answer) => {
        signal.removeEventListener('abort', cancel);
        this.waiting.delete(id);
        resolve(answer);
      });
      signal.addEventListener('abort', cancel);
      if (signal.aborted) cancel();
      // The process goes on until the thread has answered and kept what it found.
      worker.ref();
      worker.postMessage({ id, queries, texts, cancelled } satisfies WorkerRequest);
    });
  }

  private start(setup: WorkerSetup): Worker {
    const worker = new Worker(this.program, {
      workerData: setup,
      env: childEnvironment(setup.settings),
      stdout: true,
      stderr: true,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    const end = (died: string): void => {
      if (this.worker !== worker) return;
      this.worker = undefined;
      for (const tell of [...this.waiting.values()]) tell({ died });
    };
    worker.on('message', (message: WorkerMessage) => {
      if (message !== 'idle') this.waiting.get(message.id)?.(message);
      else if (this.waiting.size === 0) worker.unref();
    });
    worker.on('error', (error) => end(describeCause(error)));
    worker.on('exit', (code) => end(`its thread ended with ${code}`));
    return worker;
  }
}
