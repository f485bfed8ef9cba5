import type { IncomingMessage, ServerResponse } from 'node:http';
import { countTokens } from './countTokens';
import { Exchange } from './exchange';
import { modelList } from './models';
import { playScript } from './playScript';
import type { RecordedRequest } from './recordedRequest';
import { recordRequest } from './recordedRequest';
import { refusalOf } from './requestRules';
import type { AnswerOptions, ApiError, ErrorOptions, Script } from './script';

/** Chooses the answer to a request for a message; `index` counts all of those from 0. */
export type Responder = (request: RecordedRequest, index: number) => Script | Promise<Script>;

/**
 * What the fake Messages API answers, and what it was asked. Scripts are used up in order; then the responder answers, if there is one;
 * a request beyond that gets a 400 and makes `close()` of the server throw.
 */
export class FakeMessages {
  /** Requests for a message, in order; those that the API itself would refuse are among them. */
  readonly requests: RecordedRequest[] = [];
  readonly #queue: { readonly script: Script; readonly exchange: Exchange }[] = [];
  readonly #exchanges: Exchange[] = [];
  readonly #faults: string[] = [];
  /** Requests for the list of models, and for a count of tokens, in order. */
  readonly listings: RecordedRequest[] = [];
  readonly counts: RecordedRequest[] = [];
  #listing: Script | undefined;
  #count: (text: string) => number = countTokens;
  #responder: Responder | undefined;
  #answered = 0;

  /** Streams the text as a whole answer, unless the options say otherwise. */
  answer(text: string, options: AnswerOptions = {}): Exchange {
    return this.script({ kind: 'answer', text, ...options });
  }

  /** Fails with an HTTP status before any stream. */
  error(status: number, options: ErrorOptions = {}): Exchange {
    return this.script({ kind: 'error', status, ...options });
  }

  /** Streams the text, then ends the response properly but without `message_stop`. */
  cut(text: string, options: AnswerOptions = {}): Exchange {
    return this.answer(text, { ...options, ending: 'cut' });
  }

  /** Streams the text, then an error event. */
  errorEvent(text: string, error: ApiError, options: AnswerOptions = {}): Exchange {
    return this.answer(text, { ...options, ending: { error } });
  }

  /** Tears the connection down: before the first byte, or after the text when there is one. */
  reset(text?: string, options: AnswerOptions = {}): Exchange {
    return text === undefined ? this.script({ kind: 'reset' }) : this.answer(text, { ...options, ending: 'reset' });
  }

  /** Falls silent until the client hangs up: before the first byte, or after the text when there is one. */
  stall(text?: string, options: AnswerOptions = {}): Exchange {
    return text === undefined ? this.script({ kind: 'stall' }) : this.answer(text, { ...options, ending: 'stall' });
  }

  script(script: Script): Exchange {
    const exchange = this.#newExchange();
    this.#queue.push({ script, exchange });
    return exchange;
  }

  /** Answers every request that finds no script. */
  respond(responder: Responder): void {
    this.#responder = responder;
  }

  /** Opens the next gate of an exchange, for a test that has no hold on it: counted from 0, in the order in which scripts were given or chosen. */
  open(exchange: number): void {
    const found = this.#exchanges[exchange];
    if (found === undefined) throw new Error(`there is no exchange ${exchange}, only ${this.#exchanges.length}`);
    found.open();
  }

  /** The request at the index, the last one by default; a missing one is an error. */
  request(index = -1): RecordedRequest {
    const request = this.requests.at(index);
    if (request === undefined) throw new Error(`no request ${index}: there were ${this.requests.length}`);
    return request;
  }

  /** Everything that went wrong on the test's side: requests without a script, faults of the fake itself. */
  get faults(): readonly string[] {
    return this.#faults;
  }

  /** Answers requests for the list of models from now on, as it is, in place of the usual list. */
  listModels(script: Script | undefined): void {
    this.#listing = script;
  }

  /** Counts the tokens of a text, in place of the usual count. */
  countAs(count: ((text: string) => number) | undefined): void {
    this.#count = count ?? countTokens;
  }

  /** For the server. */
  async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await this.#handle(await recordRequest(incoming), response);
    } catch (error) {
      // A client that hangs up while it still sends is no fault of the script.
      if (!incoming.destroyed || incoming.complete) this.#faults.push(String(error));
      response.destroy();
    }
  }

  async #handle(request: RecordedRequest, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.path, 'http://fake');
    const known = `${request.method} ${pathname}`;
    const stages = [...searchParams].flatMap(([name, value]) => (name.startsWith('lifecycle') ? [value] : []));
    const recorded = { ...request, path: pathname, stages };
    if (known === 'POST /v1/messages') await this.#message(recorded, response);
    else if (known === 'POST /v1/messages/count_tokens') await this.#tokens(recorded, response);
    else if (known === 'GET /v1/models') await this.#models(recorded, response);
    else await this.#play({ kind: 'error', status: 404, message: `no such path: ${known}` }, recorded, response);
  }

  async #message(request: RecordedRequest, response: ServerResponse): Promise<void> {
    this.requests.push(request);
    const refusal = refusalOf(request);
    if (refusal !== undefined) return this.#play(refusal, request, response);
    const next = this.#queue.shift() ?? { script: await this.#unqueued(request), exchange: this.#newExchange() };
    return this.#play(next.script, request, response, next.exchange);
  }

  async #unqueued(request: RecordedRequest): Promise<Script> {
    if (this.#responder !== undefined) return this.#responder(request, this.requests.indexOf(request));
    const message = `fake Messages API: request ${this.requests.length} has no script`;
    this.#faults.push(message);
    return { kind: 'error', status: 400, message };
  }

  async #models(request: RecordedRequest & { readonly stages: readonly string[] }, response: ServerResponse) {
    this.listings.push(request);
    const { stages } = request;
    if (this.#listing !== undefined) return this.#play(this.#listing, request, response);
    return this.#plain(request, response, () => modelList(stages.length === 0 ? undefined : stages));
  }

  #tokens(request: RecordedRequest, response: ServerResponse): Promise<void> {
    this.counts.push(request);
    const text = ({ body }: RecordedRequest) => JSON.stringify([body.system, body.messages]);
    return this.#plain(request, response, (each) => ({ input_tokens: this.#count(text(each)) }));
  }

  async #plain(
    request: RecordedRequest,
    response: ServerResponse,
    answer: (request: RecordedRequest) => object,
  ): Promise<void> {
    const script = refusalOf(request) ?? {
      kind: 'raw',
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(answer(request)),
    };
    await this.#play(script, request, response);
  }

  #newExchange(): Exchange {
    const exchange = new Exchange();
    this.#exchanges.push(exchange);
    return exchange;
  }

  async #play(script: Script, request: RecordedRequest, response: ServerResponse, exchange = new Exchange()) {
    exchange.begin(request, response);
    const requestId = `req_fake_${String(++this.#answered).padStart(4, '0')}`;
    await playScript(script, { request, response, exchange, requestId });
  }
}
