import type { ApiFailure } from '../apiFailure';

/** What a server takes of the parameters that not all of them take. Servers say so only by refusing a request. */
export interface ChatDialect {
  /** Newer models take the second name only, older servers the first. */
  readonly limit: 'max_tokens' | 'max_completion_tokens';
  /** The longest answer that the model gives, in tokens; undefined as long as it takes what is asked for. */
  readonly mostTokens: number | undefined;
  readonly takesTemperature: boolean;
  /** Whether the server can be asked to count. */
  readonly takesStreamOptions: boolean;
}

export const USUAL_DIALECT: ChatDialect = {
  limit: 'max_tokens',
  mostTokens: undefined,
  takesTemperature: true,
  takesStreamOptions: true,
};

const REFUSED = new Set([400, 422]);
const UNSUPPORTED =
  /unsupported|not support|unrecogni[sz]ed|unknown|unexpected|extra|not permitted|not allowed|only the default/i;

/** The dialect without what a server has just refused; undefined when it refused something else. Each step can be taken once. */
export function withoutRefused(dialect: ChatDialect, failure: ApiFailure): ChatDialect | undefined {
  if (!REFUSED.has(failure.status ?? 0)) return undefined;
  const { message } = failure;
  const most = mostIn(message);
  if (most !== undefined && most < (dialect.mostTokens ?? Number.POSITIVE_INFINITY)) {
    return { ...dialect, mostTokens: most };
  }
  if (!UNSUPPORTED.test(message)) return undefined;
  if (dialect.limit === 'max_tokens' && /\bmax_tokens\b/.test(message)) {
    return { ...dialect, limit: 'max_completion_tokens' };
  }
  if (dialect.takesTemperature && /\btemperature\b/.test(message)) return { ...dialect, takesTemperature: false };
  if (dialect.takesStreamOptions && /\bstream_options\b/.test(message)) {
    return { ...dialect, takesStreamOptions: false };
  }
  return undefined;
}

/**
 * "max_tokens is too large: 32000. This model supports at most 16384 completion tokens"; or what a context leaves beside the prompt:
 * "maximum context length is 8192 tokens. However, you requested 33000 tokens (1000 in the messages, 32000 in the completion)".
 */
function mostIn(message: string): number | undefined {
  const [, most] = /\bmax_(?:completion_)?tokens\b.*\bat most (\d{1,7})\b.*\btokens\b/is.exec(message) ?? [];
  if (most !== undefined) return Number(most) || undefined;
  const [, context] = /\bmaximum context length is (\d{1,8}) tokens\b/i.exec(message) ?? [];
  const [, input] = /(?:\(|\bhas )(\d{1,8}) (?:in the messages|input tokens)\b/i.exec(message) ?? [];
  const left = Number(context) - Number(input);
  return left > 0 ? left : undefined;
}
