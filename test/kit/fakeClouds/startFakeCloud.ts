import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { messageEvents } from '../fakeMessages/messageEvents';
import type { RecordedRequest } from '../fakeMessages/recordedRequest';
import { recordRequest } from '../fakeMessages/recordedRequest';
import type { AnswerOptions } from '../fakeMessages/script';
import { awsChunk } from './awsEventStream';

/** How the fake answers one request. */
export type CloudAnswer = (response: ServerResponse) => void;

export interface RunningFakeCloud {
  readonly url: string;
  /** `127.0.0.1:PORT`, for what takes no address. */
  readonly host: string;
  /** Requests for an answer, in order; those for credentials are not among them. */
  readonly requests: readonly RecordedRequest[];
  /** Answers the next request that has no answer yet. */
  next(answer: CloudAnswer): void;
  close(): Promise<void>;
}

/** Claude in a cloud on 127.0.0.1, over real HTTP; also the metadata server from which Google's machines get their tokens. */
export async function startFakeCloud(): Promise<RunningFakeCloud> {
  const requests: RecordedRequest[] = [];
  const answers: CloudAnswer[] = [];
  const server = createServer(async (incoming, response) => {
    const request = await recordRequest(incoming);
    if (request.path.startsWith('/computeMetadata/')) return giveMetadata(request.path, response);
    requests.push(request);
    (answers.shift() ?? fail(500, { message: 'no answer is scripted' }))(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return { url: `http://${host}`, host, requests, next: (answer) => void answers.push(answer), close };
}

/** A streamed answer in the framing of AWS, or as the event stream that Google sends. */
export function stream(
  framing: 'aws' | 'sse',
  text: string,
  options: AnswerOptions & { tail?: Buffer } = {},
): CloudAnswer {
  return (response) => {
    const type = framing === 'aws' ? 'application/vnd.amazon.eventstream' : 'text/event-stream';
    response.writeHead(200, { 'content-type': type });
    const about = { model: 'claude-sonnet-5-5', requestId: 'req_cloud', promptTokens: 40 };
    for (const step of messageEvents({ kind: 'answer', text, ...options }, about)) {
      if (typeof step !== 'object' || !('send' in step)) continue;
      const event = `event: ${step.send.type}\ndata: ${JSON.stringify(step.send)}\n\n`;
      response.write(framing === 'aws' ? awsChunk(step.send) : event);
    }
    if (options.tail !== undefined) response.write(options.tail);
    if (options.ending !== 'stall') response.end();
  };
}

/** A refusal before any answer. */
export function fail(status: number, body: object, headers: Readonly<Record<string, string>> = {}): CloudAnswer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
}

/** Nothing at all until the client hangs up. */
export const silence: CloudAnswer = () => {};

function giveMetadata(path: string, response: ServerResponse): void {
  response.setHeader('metadata-flavor', 'Google');
  const isToken = path.includes('/token');
  response.setHeader('content-type', isToken ? 'application/json' : 'text/plain');
  response.end(
    isToken ? JSON.stringify({ access_token: 'google-token', expires_in: 3_600, token_type: 'Bearer' }) : 'default',
  );
}
