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
  /** The body as it came. */
  readonly text: string;
}

export async function recordRequest(request: IncomingMessage): Promise<RecordedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  const { method = '', url: path = '', headers } = request;
  return { method, path, headers, key: keyIn(headers), body: parsed(text), text };
}

function keyIn(headers: IncomingHttpHeaders): string | undefined {
  return (headers['x-api-key'] as string) || headers.authorization?.replace(/^Bearer /, '');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
