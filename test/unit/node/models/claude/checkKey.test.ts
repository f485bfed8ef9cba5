import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { checkKey } from '../../../../../src/node/models/claude/checkKey';
import { startFakeMessages } from '../../../../kit/fakeMessages/startFakeMessages';

const KEY = 'sk-ant-secret-0815-secret';
const never = new AbortController().signal;

describe('checking a key', () => {
  it('is one cheap request that needs no message', async () => {
    const api = await startFakeMessages();
    try {
      assert.deepEqual(await checkKey({ apiKey: `${KEY}\n`, baseUrl: api.url }, never), { kind: 'good' });
      assert.equal(api.requests.length, 0);
    } finally {
      await api.close();
    }
  });

  it('leaves no connection open that still sends', async () => {
    const hungUp = new EventEmitter();
    const server = createServer((_request, response) => {
      response.on('close', () => hungUp.emit('close'));
      response.writeHead(200, { 'content-type': 'application/json' });
      // The beginning of a list that never ends.
      response.write('{"data":[');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const closed = once(hungUp, 'close');
      const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      assert.deepEqual(await checkKey({ apiKey: KEY, baseUrl }, never), { kind: 'good' });
      await closed;
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('sends nothing when the key is none', async () => {
    const check = await checkKey({ apiKey: ' ', baseUrl: 'http://127.0.0.1:1' }, never);
    assert.deepEqual(check, { kind: 'bad', why: 'It is empty.' });
    const other = await checkKey({ apiKey: 'sk-proj-abcdefghijklmnopqrst', baseUrl: undefined }, never);
    assert.equal(other.kind, 'bad');
  });

  for (const [status, type, message, kind, word] of [
    [401, 'authentication_error', `invalid x-api-key ${KEY}`, 'bad', /does not know this key/],
    [403, 'permission_error', 'no', 'bad', /does not let it/],
    [402, 'billing_error', 'no', 'bad', /no credit left/],
    [400, 'invalid_request_error', 'Your credit balance is too low', 'bad', /no credit left/],
    [529, 'overloaded_error', 'busy', 'unclear', /answered with 529, so the key is not checked/],
  ] as const) {
    it(`says a clear word on ${status} "${message.slice(0, 20)}", without the key`, async () => {
      const server = createServer((_request, response) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ type: 'error', error: { type, message } }));
      }).listen(0, '127.0.0.1');
      await new Promise((resolve) => server.once('listening', resolve));
      try {
        const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
        const check = await checkKey({ apiKey: KEY, baseUrl }, never);
        assert.match('why' in check ? check.why : '', word);
        assert.equal(check.kind, kind);
        assert.doesNotMatch(JSON.stringify(check), /secret/);
      } finally {
        server.closeAllConnections();
        server.close();
      }
    });
  }

  it('is unclear without a connection, without an address, and when it takes too long', async () => {
    for (const [baseUrl, signal, word] of [
      ['http://127.0.0.1:1', never, /could not be reached/],
      ['not an address', never, /address/],
      ['http://127.0.0.1:1', AbortSignal.abort(), /could not be reached/],
    ] as const) {
      const check = await checkKey({ apiKey: KEY, baseUrl }, signal);
      assert.equal(check.kind, 'unclear');
      assert.match(check.kind === 'unclear' ? check.why : '', word);
    }
  });
});
