import { EventEmitter, once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { FakeMessages } from './fakeMessages';

/** A running fake: its scripts, its address and its end. */
export interface RunningFakeMessages extends FakeMessages {
  /** For ANTHROPIC_BASE_URL, such as `http://127.0.0.1:40123`. */
  readonly url: string;
  /** Resolves when no client holds a connection. */
  drained(): Promise<void>;
  /** Drops every connection. Throws when the fake was asked more than was scripted, or failed itself. */
  close(): Promise<void>;
}

export interface FakeMessagesOptions {
  /** Takes a request before the fake does, and tells whether it did. */
  readonly control?: (...args: Parameters<RequestListener>) => boolean;
}

/** Starts the Messages API on 127.0.0.1, over real HTTP. */
export async function startFakeMessages({ control }: FakeMessagesOptions = {}): Promise<RunningFakeMessages> {
  const api = new FakeMessages();
  const server = createServer((request, response) => {
    if (!control?.(request, response)) void api.handle(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const sockets = new Set<Socket>();
  const gone = new EventEmitter();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => {
      sockets.delete(socket);
      gone.emit('one');
    });
  });
  const drained = async () => {
    while (sockets.size > 0) await once(gone, 'one');
  };
  const close = async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
    if (api.faults.length > 0) throw new Error(api.faults.join('\n'));
  };
  return Object.assign(api, { drained, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close });
}
