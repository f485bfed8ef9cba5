import type { ModelRequest } from '../../../core/model/provider';
import type { ClaudeAccess } from './claudeAccess';
import { usableAccess } from './claudeAccess';
import { messageBody } from './messageBody';

/** A count is waited for before the answer is. */
const TIME_LIMIT_MS = 5_000;

/** What the service counts as the input of a request; undefined when it does not tell. Costs nothing. */
export async function countRequest(
  access: ClaudeAccess,
  request: ModelRequest,
  signal: AbortSignal,
): Promise<number | undefined> {
  const at = usableAccess(access);
  if (!at.ok) return undefined;
  const { max_tokens: _limit, stream: _streams, output_config: _effort, ...body } = messageBody(request);
  const { countMessageTokens } = await import('./anthropicSdk');
  const counted = await countMessageTokens(
    at.value,
    body,
    AbortSignal.any([signal, AbortSignal.timeout(TIME_LIMIT_MS)]),
  );
  if (!counted.ok || typeof counted.value !== 'object' || counted.value === null) return undefined;
  const tokens = 'input_tokens' in counted.value ? counted.value.input_tokens : undefined;
  return typeof tokens === 'number' && Number.isInteger(tokens) && tokens > 0 ? tokens : undefined;
}
