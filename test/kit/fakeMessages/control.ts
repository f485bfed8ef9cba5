import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FakeMessages } from './fakeMessages';
import { recordRequest } from './recordedRequest';
import type { Script } from './script';

/**
 * Lets a test in another process script a fake over HTTP; returns whether the request was one of these:
 * `POST /control/scripts` (a JSON list of scripts to add), `POST /control/open?exchange=N`, `GET /control/requests`, `GET /control/faults`.
 */
export function control(api: FakeMessages, request: IncomingMessage, response: ServerResponse): boolean {
  const url = new URL(request.url ?? '', 'http://fake');
  if (!url.pathname.startsWith('/control/')) return false;
  answer(api, request, url)
    .then((value) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(value));
    })
    .catch((error) => {
      response.statusCode = 400;
      response.end(String(error));
    });
  return true;
}

async function answer(api: FakeMessages, request: IncomingMessage, url: URL): Promise<unknown> {
  const { body } = await recordRequest(request);
  switch (`${request.method} ${url.pathname}`) {
    case 'POST /control/scripts':
      for (const script of body as Script[]) api.script(script);
      return {};
    case 'POST /control/open':
      api.open(Number(url.searchParams.get('exchange')));
      return {};
    case 'GET /control/requests':
      return api.requests;
    case 'GET /control/faults':
      return api.faults;
    default:
      throw new Error(`no such control: ${request.method} ${url.pathname}`);
  }
}
