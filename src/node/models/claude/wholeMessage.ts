/** What is read of a message that comes in one piece. It comes from outside, so nothing is taken for granted. */
interface WireMessage {
  readonly type?: unknown;
  readonly content?: unknown;
  readonly stop_reason?: unknown;
  readonly stop_details?: unknown;
  readonly usage?: unknown;
}

/** The events that a message would have been streamed as, which came in one piece, or an error that did; undefined: it is neither. */
export function eventsOfWhole(json: unknown): readonly unknown[] | undefined {
  const message = (json ?? {}) as WireMessage;
  if (message.type === 'error') return [message];
  if (message.type !== 'message' || !Array.isArray(message.content)) return undefined;
  const { stop_reason, stop_details, usage } = message;
  return [
    { type: 'message_start', message },
    ...message.content.map((content_block) => ({ type: 'content_block_start', content_block })),
    { type: 'message_delta', delta: { stop_reason, stop_details }, usage },
    { type: 'message_stop' },
  ];
}
