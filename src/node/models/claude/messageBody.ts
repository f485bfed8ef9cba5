import type { ModelRequest } from '../../../core/model/provider';
import type { MessagesCall } from './anthropicSdk';

type Body = MessagesCall['body'];
type TextBlock = { type: 'text'; text: string; cache_control?: { type: 'ephemeral' } };

/** The API takes no more. Source: its documentation of prompt caching. */
const MOST_BREAKPOINTS = 4;

/**
 * The body of a request: only what every model takes, and what the request asks for by name. Sampling parameters, a prefilled answer
 * or a thinking mode that is not the model's would be rejected. Beginnings that other requests share end in a cache breakpoint.
 */
export function messageBody(request: ModelRequest): Body {
  const { thinking, effort, turns = [] } = request;
  return {
    model: request.model,
    max_tokens: request.maxTokens,
    system: request.system,
    messages: [
      { role: 'user', content: withBreakpoints(request.user) },
      ...turns.map(({ role, text }) => ({ role, content: text })),
    ],
    ...(thinking === undefined ? {} : { thinking: { type: thinking } }),
    ...(effort === undefined ? {} : { output_config: { effort } }),
    stream: true,
  };
}

function withBreakpoints(parts: readonly string[]): string | TextBlock[] {
  if (parts.length === 1) return parts.join('');
  const last = parts.length - 1;
  return parts.map((text, index) =>
    index < last && index >= last - MOST_BREAKPOINTS
      ? { type: 'text', text, cache_control: { type: 'ephemeral' } }
      : { type: 'text', text },
  );
}
