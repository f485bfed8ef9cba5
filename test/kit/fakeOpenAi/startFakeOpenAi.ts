import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FakeOpenAi } from './fakeOpenAi';

/** A running fake: its scripts, its address and its end. */
export interface RunningFakeOpenAi extends FakeOpenAi {
  /** For OPENAI_BASE_URL, such as `http://127.0.0.1:40123/v1`. */
  readonly url: string;
  /** Drops every connection. Throws when the fake was asked more than was scripted. */
  close(): Promise<void>;
}

/** Starts a server that speaks chat completions on 127.0.0.1, over real HTTP. */
export async function startFakeOpenAi(): Promise<RunningFakeOpenAi> {
  const api = new FakeOpenAi();
  const server = createServer((request, response) => {
    api.handle(request, response).catch((error) => {
      api.faults.push(String(error));
      response.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
    if (api.faults.length > 0) throw new Error(api.faults.join('\n'));
  };
  return Object.assign(api, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, close });
}
