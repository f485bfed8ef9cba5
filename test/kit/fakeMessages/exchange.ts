import type { ServerResponse } from 'node:http';
import type { RecordedRequest } from './recordedRequest';

class Deferred<T> {
  resolve!: (value: T) => void;
  readonly promise = new Promise<T>((resolve) => {
    this.resolve = resolve;
  });
}

interface Gate {
  readonly reached: Deferred<void>;
  readonly opened: Deferred<void>;
}

/** The test's hold on one scripted answer: what has happened to it, and when it may go on. */
export class Exchange {
  readonly #received = new Deferred<RecordedRequest>();
  readonly #closed = new Deferred<'finished' | 'hung-up'>();
  readonly #gates: Gate[] = [];
  readonly #sent = new Deferred<void>();
  #reached = 0;
  #opened = 0;
  #response: ServerResponse | undefined;

  /** The request that this script answers, once it has come. */
  get received(): Promise<RecordedRequest> {
    return this.#received.promise;
  }

  /** Whether the response was sent to its end, or the connection went before it: by the client's doing or by the script's. */
  get closed(): Promise<'finished' | 'hung-up'> {
    return this.#closed.promise;
  }

  /** Resolves when nothing more of an answer, or of a silence, will be sent. */
  get sent(): Promise<void> {
    return this.#sent.promise;
  }

  /** For the server. */
  ended(): void {
    this.#sent.resolve();
  }

  /** Resolves when the stream stands at its n-th gate, counted from 1. */
  paused(gate = 1): Promise<void> {
    return this.#gate(gate - 1).reached.promise;
  }

  /** Opens the first gate that is still shut, whether the stream has come to it or not. */
  open(): void {
    this.#gate(this.#opened++).opened.resolve();
  }

  /** Sends a ping now, as the API does while a model thinks. */
  ping(): void {
    if (this.#response === undefined) throw new Error('there is no response yet to send a ping in');
    this.#response.write('event: ping\ndata: {"type":"ping"}\n\n');
  }

  /** For the server. */
  begin(request: RecordedRequest, response: ServerResponse): void {
    this.#response = response;
    response.once('close', () => this.#closed.resolve(response.writableFinished ? 'finished' : 'hung-up'));
    this.#received.resolve(request);
  }

  /** For the server: waits for the test, or for the connection to go. */
  async waitAtGate(): Promise<void> {
    const gate = this.#gate(this.#reached++);
    gate.reached.resolve();
    await Promise.race([gate.opened.promise, this.closed]);
  }

  #gate(index: number): Gate {
    while (this.#gates.length <= index) this.#gates.push({ reached: new Deferred(), opened: new Deferred() });
    return this.#gates[index]!;
  }
}
