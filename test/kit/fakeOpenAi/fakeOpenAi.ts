import type { IncomingMessage, ServerResponse } from 'node:http';
import { Exchange } from '../fakeMessages/exchange';
import type { RecordedRequest } from '../fakeMessages/recordedRequest';
import { recordRequest } from '../fakeMessages/recordedRequest';
import type { ChatAnswerOptions, ChatError, ChatScript } from './chatScript';
import { playChat } from './playChat';

/** What the fake server answers, and what it was asked. Scripts are used up in order; a request beyond them gets a 500 and makes `close()` throw. */
export class FakeOpenAi {
  /** Requests for a completion, in order. */
  readonly requests: RecordedRequest[] = [];
  /** The ids that `GET /v1/models` lists; undefined: there is no such path. */
  models: readonly string[] | undefined = ['tiny-coder'];
  readonly faults: string[] = [];
  readonly #queue: { readonly script: ChatScript; readonly exchange: Exchange }[] = [];

  /** Streams the text as a whole answer, unless the options say otherwise. */
  answer(text: string, options: ChatAnswerOptions = {}): Exchange {
    return this.script({ kind: 'answer', text, ...options });
  }

  /** Fails with an HTTP status before any stream. */
  error(status: number, options: Omit<ChatError, 'kind' | 'status'> = {}): Exchange {
    return this.script({ kind: 'error', status, ...options });
  }

  /** Answers with bytes of the test's own. */
  raw(body: string, headers: Readonly<Record<string, string>> = { 'content-type': 'text/event-stream' }): Exchange {
    return this.script({ kind: 'raw', status: 200, headers, body });
  }

  script(script: ChatScript): Exchange {
    const exchange = new Exchange();
    this.#queue.push({ script, exchange });
    return exchange;
  }

  /** The request at the index, the last one by default; a missing one is an error. */
  request(index = -1): RecordedRequest {
    const request = this.requests.at(index);
    if (request === undefined) throw new Error(`no request ${index}: there were ${this.requests.length}`);
    return request;
  }

  /** For the server. */
  async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await recordRequest(incoming);
    const asked = `${request.method} ${request.path}`;
    if (asked === 'POST /v1/chat/completions') return this.#complete(request, response);
    const list = asked === 'GET /v1/models' ? this.models : undefined;
    response.writeHead(list === undefined ? 404 : 200, { 'content-type': 'application/json' });
    const found = { object: 'list', data: list?.map((id) => ({ id, object: 'model' })) };
    response.end(JSON.stringify(list === undefined ? { error: { message: `no such path: ${asked}` } } : found));
  }

  async #complete(request: RecordedRequest, response: ServerResponse): Promise<void> {
    this.requests.push(request);
    const next = this.#queue.shift();
    if (next === undefined) this.faults.push(`fake OpenAI: request ${this.requests.length} has no script`);
    const { script, exchange } = next ?? { script: { kind: 'error', status: 500 }, exchange: new Exchange() };
    exchange.begin(request, response);
    await playChat(script, { request, response, exchange });
  }
}
