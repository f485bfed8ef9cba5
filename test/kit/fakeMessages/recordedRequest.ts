import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** A request as it came. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The key in either header that the API takes it from; the SDK uses `Authorization: Bearer`. */
  readonly key: string | undefined;
  /** The body's JSON; undefined when there is none or it is no JSON. */
  readonly body: any;
  /** The text of the first message, its blocks joined; '' when there is none. */
  readonly prompt: string;
  /** The body as it came. */
  readonly text: string;
}

export async function recordRequest(request: IncomingMessage): Promise<RecordedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  const { method = '', url: path = '', headers } = request;
  const body = parsed(text);
  return { method, path, headers, key: keyIn(headers), body, prompt: promptIn(body), text };
}

function keyIn(headers: IncomingHttpHeaders): string | undefined {
  return (headers['x-api-key'] as string) || headers.authorization?.replace(/^Bearer /, '');
}

function promptIn(body: any): string {
  const content = body?.messages?.[0]?.content ?? '';
  return typeof content === 'string' ? content : content.map((block: { text?: string }) => block.text ?? '').join('');
}

function parsed(text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
