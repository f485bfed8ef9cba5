import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import type { SuiteEvent } from './suiteEvent';

/** Listens on a free port of this machine for the one suite that will report there. `close` forgets the suite. */
export type ReportServer = { readonly port: number; readonly events: AsyncIterable<SuiteEvent>; close(): void };

export async function openReportServer(): Promise<ReportServer> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const connected = new Promise<Socket | undefined>((resolve) =>
    server.once('connection', resolve).once('close', () => resolve(undefined)),
  );
  let socket: Socket | undefined;
  async function* read(): AsyncGenerator<SuiteEvent> {
    socket = await connected;
    if (socket === undefined) return;
    // An editor that is killed resets the connection: the lines just end, and the reader sees that no 'ended' came.
    socket.on('error', () => socket?.destroy());
    for await (const line of createInterface({ input: socket })) yield JSON.parse(line) as SuiteEvent;
  }
  const close = (): void => {
    socket?.destroy();
    server.close();
  };
  return { port: (server.address() as AddressInfo).port, events: read(), close };
}
