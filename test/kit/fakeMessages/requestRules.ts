import { rejectedBy } from './models';
import type { RecordedRequest } from './recordedRequest';
import type { ErrorScript } from './script';

const GONE = ['temperature', 'top_p', 'top_k'];

/** What the API itself would refuse, whatever the test has scripted; undefined when it would take the request. */
export function refusalOf({ headers, key, body, path }: RecordedRequest): ErrorScript | undefined {
  if (!key) return refused(401, 'x-api-key header is required');
  if (!headers['anthropic-version']) return refused(400, 'anthropic-version: header is required');
  if (path === '/v1/models') return undefined;
  if (typeof body !== 'object' || body === null) return refused(400, 'The request body is not valid JSON');
  if (typeof body.model !== 'string') return refused(400, 'model: Field required');
  if (!Array.isArray(body.messages) || body.messages.length === 0) return refused(400, 'messages: Field required');
  if (body.messages.at(-1).role === 'assistant') {
    return refused(
      400,
      'This model does not support assistant message prefill. The conversation must end with a user message.',
    );
  }
  const gone = GONE.find((name) => name in body);
  if (gone !== undefined) return refused(400, `${gone}: Extra inputs are not permitted`);
  if (path !== '/v1/messages') return undefined;
  const blocks = body.messages.flatMap(({ content }: any) =>
    typeof content === 'string' ? [{ text: content }] : content,
  );
  if (blocks.some(({ text }: any) => text === ''))
    return refused(400, 'messages: text content blocks must be non-empty');
  if (blocks.filter((block: any) => block.cache_control).length > 4) {
    return refused(400, 'A maximum of 4 blocks with cache_control may be provided.');
  }
  const rejected = rejectedBy(body);
  if (rejected !== undefined) return refused(400, rejected);
  if (!(body.max_tokens > 0)) return refused(400, 'max_tokens: Field required');
  if (body.stream !== true) return refused(400, 'the fake Messages API only streams: set stream');
  return undefined;
}

function refused(status: number, message: string): ErrorScript {
  return { kind: 'error', status, message };
}
