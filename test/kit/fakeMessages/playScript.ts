import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { errorBody } from './apiError';
import { countTokens } from './countTokens';
import { cutInto } from './cutInto';
import type { Exchange } from './exchange';
import { messageEvents } from './messageEvents';
import type { RecordedRequest } from './recordedRequest';
import type { AnswerScript, Script } from './script';
import { withFault } from './withFault';

export interface Play {
  readonly request: RecordedRequest;
  readonly response: ServerResponse;
  readonly exchange: Exchange;
  readonly requestId: string;
}

/** Answers one request as its script says; returns when nothing more will be sent. */
export async function playScript(script: Script, play: Play): Promise<void> {
  const { response, requestId, exchange } = play;
  response.setHeader('request-id', requestId);
  switch (script.kind) {
    case 'error':
      response.writeHead(script.status, { 'content-type': 'application/json', ...script.headers });
      response.end(JSON.stringify(errorBody(script.status, script, requestId)));
      return;
    case 'raw':
      response.writeHead(script.status, { ...script.headers });
      response.end(script.body);
      return;
    case 'reset':
      tearDown(response);
      return;
    case 'stall':
      exchange.ended();
      return;
    case 'answer':
      await playAnswer(script, play);
  }
}

async function playAnswer(script: AnswerScript, { request, response, exchange, requestId }: Play): Promise<void> {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
    ...script.headers,
  });
  response.flushHeaders();
  const promptTokens = countTokens(JSON.stringify([request.body.system, request.body.messages]));
  const whole = messageEvents(script, { model: request.body.model, requestId, promptTokens });
  const { steps, ending } =
    script.fault === undefined ? { steps: whole, ending: script.ending } : withFault(whole, script.fault, requestId);
  let stretch: Buffer[] = [];
  for (const step of [...steps, 'end' as const]) {
    if (typeof step === 'object') {
      const text = 'raw' in step ? step.raw : `event: ${step.send.type}\ndata: ${JSON.stringify(step.send)}\n\n`;
      stretch.push(Buffer.from(text));
      continue;
    }
    if (script.writes === undefined) await send(response, stretch);
    else for (const piece of cutInto(Buffer.concat(stretch), script.writes)) await sendAlone(response, piece);
    stretch = [];
    if (step === 'gate') await exchange.waitAtGate();
  }
  exchange.ended();
  end(response, ending);
}

/** Lets the event loop turn, so that a client in this process has read the piece before the next one is written. */
async function sendAlone(response: ServerResponse, piece: Buffer): Promise<void> {
  await send(response, [piece]);
  await setImmediate();
}

async function send(response: ServerResponse, pieces: readonly Buffer[]): Promise<void> {
  const gone = new AbortController();
  const onClose = () => gone.abort();
  response.once('close', onClose);
  try {
    for (const piece of pieces) {
      if (response.destroyed) return;
      if (!response.write(piece)) await once(response, 'drain', { signal: gone.signal });
    }
  } catch (error) {
    if (!gone.signal.aborted) throw error;
  } finally {
    response.off('close', onClose);
  }
}

function end(response: ServerResponse, ending: AnswerScript['ending']): void {
  if (ending === 'stall') return;
  if (ending === 'reset') {
    // An empty write is done when all before it is with the operating system: the client gets it before the reset.
    response.write('', () => tearDown(response));
    return;
  }
  response.end();
}

function tearDown(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}
