import type { ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { countTokens } from '../fakeMessages/countTokens';
import { cutInto } from '../fakeMessages/cutInto';
import type { Exchange } from '../fakeMessages/exchange';
import type { RecordedRequest } from '../fakeMessages/recordedRequest';
import type { ChatAnswer, ChatScript } from './chatScript';

export interface ChatPlay {
  readonly request: RecordedRequest;
  readonly response: ServerResponse;
  readonly exchange: Exchange;
}

/** Answers one request as its script says; returns when nothing more will be sent. */
export async function playChat(script: ChatScript, play: ChatPlay): Promise<void> {
  const { response } = play;
  switch (script.kind) {
    case 'error': {
      const { status, headers, message = 'No.', type, code = null, param = null } = script;
      response.writeHead(status, { 'content-type': 'application/json', 'x-request-id': 'req_fake', ...headers });
      response.end(JSON.stringify({ error: { message, type, param, code } }));
      return;
    }
    case 'raw':
      response.writeHead(script.status, { ...script.headers });
      response.end(script.body);
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'stall':
      return;
    case 'answer':
      await playAnswer(script, play);
  }
}

async function playAnswer(script: ChatAnswer, { request, response, exchange }: ChatPlay): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  const chunk = (choices: object[], more: object = {}): object => ({
    id: 'chatcmpl-fake',
    object: 'chat.completion.chunk',
    created: 1,
    model: request.body.model,
    choices,
    ...more,
  });
  const delta = (said: object, finish: string | null = null): object =>
    chunk([{ index: 0, delta: said, finish_reason: finish }]);
  const send = async (...events: readonly (object | string)[]): Promise<void> => {
    const bytes = Buffer.from(
      events.map((event) => `data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`).join(''),
    );
    if (script.writes === undefined) {
      response.write(bytes);
      return;
    }
    // The event loop turns after each piece, so that a client in this process has read it before the next one is written.
    for (const piece of cutInto(bytes, script.writes)) {
      response.write(piece);
      await setImmediate();
    }
  };
  await send(delta({ role: 'assistant', content: '' }));
  if (script.thinking !== undefined) await send(delta({ reasoning_content: script.thinking }));
  for (const [index, part] of stretches(script).entries()) {
    if (index > 0) await exchange.waitAtGate();
    await send(...part.map((content) => delta({ content })));
  }
  if (script.refusal !== undefined) await send(delta({ refusal: script.refusal }));
  await end(script, { request, response, send, delta, chunk });
}

interface Ending {
  readonly request: RecordedRequest;
  readonly response: ServerResponse;
  send(...events: readonly (object | string)[]): Promise<void>;
  delta(said: object, finish: string | null): object;
  chunk(choices: object[], more: object): object;
}

async function end(script: ChatAnswer, { request, response, send, delta, chunk }: Ending): Promise<void> {
  const { ending = 'whole', finish = 'stop' } = script;
  if (ending === 'stall') return;
  if (ending === 'reset') {
    response.write('', () => response.socket?.resetAndDestroy());
    return;
  }
  if (typeof ending === 'object') await send({ error: ending.error });
  if (ending === 'whole' || ending === 'unmarked') {
    if (finish !== null) await send(delta({}, finish));
    const isCounted = request.body.stream_options?.include_usage === true && script.usage !== 'none';
    if (isCounted) await send(chunk([], { usage: usageOf(script, request) }));
    if (ending === 'whole') await send('[DONE]');
  }
  response.end();
}

function usageOf({ text, usage }: ChatAnswer, { body }: RecordedRequest): object {
  const counted = typeof usage === 'object' ? usage : undefined;
  const input = counted?.input ?? countTokens(JSON.stringify(body.messages));
  const output = counted?.output ?? countTokens(text);
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: counted?.cached ?? 0 },
  };
}

/** The text between the gates, cut into deltas. */
function stretches({ text, gates = [], deltas }: ChatAnswer): string[][] {
  const bounds = [0, ...gates, text.length];
  return bounds.slice(1).map((to, index) => {
    const stretch = text.slice(bounds[index], to);
    return stretch === ''
      ? []
      : deltas === undefined
        ? [stretch]
        : cutInto([...stretch], deltas).map((each) => each.join(''));
  });
}
