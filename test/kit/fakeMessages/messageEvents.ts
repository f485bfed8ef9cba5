import type { Anthropic } from '@anthropic-ai/sdk';
import { errorBody } from './apiError';
import { countTokens } from './countTokens';
import { cutInto } from './cutInto';
import type { AnswerScript } from './script';

type Event = Anthropic.RawMessageStreamEvent | { readonly type: 'ping' } | ReturnType<typeof errorBody>;

/** A thing to do in order: send an event, or some bytes as they are, or wait for the test. */
export type Step = { readonly send: Event } | { readonly raw: string } | 'gate';

export interface AnswerContext {
  readonly model: string;
  readonly requestId: string;
  readonly promptTokens: number;
}

/** The events of an answer in the API's order, up to where its ending sets in. */
export function messageEvents(script: AnswerScript, context: AnswerContext): Step[] {
  const steps: Step[] = [{ send: messageStart(script, context) }];
  let index = 0;
  if (script.thinking !== undefined) steps.push(...thinkingBlock(script.thinking, index++));
  steps.push(
    { send: { type: 'content_block_start', index, content_block: { type: 'text', text: '', citations: null } } },
    { send: { type: 'ping' } },
    ...textDeltas(script, index),
  );
  if (typeof script.ending === 'object') {
    return [...steps, { send: errorBody(500, script.ending.error, context.requestId) }];
  }
  if ((script.ending ?? 'whole') !== 'whole') return steps;
  return [...steps, blockEnd(index), ...messageEnd(script)];
}

function messageStart({ usage }: AnswerScript, { model, requestId, promptTokens }: AnswerContext): Event {
  return {
    type: 'message_start',
    message: {
      id: requestId.replace('req', 'msg'),
      type: 'message',
      role: 'assistant',
      model,
      content: [],
      container: null,
      diagnostics: null,
      stop_reason: null,
      stop_details: null,
      stop_sequence: null,
      usage: {
        input_tokens: usage?.input ?? promptTokens,
        cache_creation_input_tokens: usage?.cacheWrite ?? 0,
        cache_read_input_tokens: usage?.cacheRead ?? 0,
        cache_creation: { ephemeral_5m_input_tokens: usage?.cacheWrite ?? 0, ephemeral_1h_input_tokens: 0 },
        output_tokens: 1,
        output_tokens_details: null,
        inference_geo: null,
        server_tool_use: null,
        service_tier: 'standard',
        speed: null,
      },
    },
  };
}

function thinkingBlock(thinking: string, index: number): Step[] {
  return [
    { send: { type: 'content_block_start', index, content_block: { type: 'thinking', thinking: '', signature: '' } } },
    { send: { type: 'content_block_delta', index, delta: { type: 'thinking_delta', thinking } } },
    { send: { type: 'content_block_delta', index, delta: { type: 'signature_delta', signature: 'c2lnbmVk' } } },
    { send: { type: 'content_block_stop', index } },
  ];
}

/** A gate is always between two deltas, and the last one may stand behind all text. */
function textDeltas({ text, deltas, gates = [], after, ending }: AnswerScript, index: number): Step[] {
  const characters = Array.from(text);
  const sent = ending === undefined || ending === 'whole' ? characters : characters.slice(0, after);
  const steps: Step[] = [];
  let from = 0;
  for (const to of [...gates, sent.length]) {
    const stretch = sent.slice(from, to);
    for (const piece of cutInto(stretch, deltas ?? Math.max(stretch.length, 1))) {
      steps.push({
        send: { type: 'content_block_delta', index, delta: { type: 'text_delta', text: piece.join('') } },
      });
    }
    steps.push('gate');
    from = to;
  }
  return steps.slice(0, -1);
}

/** The end of a message that stops for a reason of its own after these events. */
export function stopEvents(before: readonly Step[], stopReason: Anthropic.StopReason): readonly Step[] {
  const sent = before.flatMap((step) => (typeof step === 'object' && 'send' in step ? [step.send] : []));
  const opened = sent.filter((event) => event.type === 'content_block_start').length;
  const closed = sent.filter((event) => event.type === 'content_block_stop').length;
  const stop = closed < opened ? [{ send: { type: 'content_block_stop' as const, index: opened - 1 } }] : [];
  return [...stop, ...messageEnd({ kind: 'answer', text: '', stopReason })];
}

function blockEnd(index: number): Step {
  return { send: { type: 'content_block_stop', index } };
}

function messageEnd({ text, thinking = '', usage, stopReason, stopDetails }: AnswerScript): Step[] {
  return [
    {
      send: {
        type: 'message_delta',
        delta: {
          stop_reason: stopReason ?? 'end_turn',
          stop_details: stopDetails ?? null,
          stop_sequence: null,
          container: null,
        },
        usage: {
          input_tokens: null,
          cache_creation_input_tokens: null,
          cache_read_input_tokens: null,
          output_tokens: usage?.output ?? countTokens(thinking + text),
          output_tokens_details: null,
          server_tool_use: null,
        },
      },
    },
    { send: { type: 'message_stop' } },
  ];
}
