import assert from 'node:assert/strict';
import { mayHaveLeft } from '../../../../src/node/models/mayHaveLeft';

function failed(about: { readonly code?: string; readonly syscall?: string }): Error {
  const cause = Object.assign(new Error('it went wrong'), about);
  return new Error('Connection error.', { cause: new TypeError('fetch failed', { cause }) });
}

describe('a request of which nothing came', () => {
  it('never left where nobody was found, reached or trusted', () => {
    for (const code of ['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED']) {
      assert.equal(mayHaveLeft(failed({ code })), false, code);
    }
    assert.equal(mayHaveLeft(failed({ code: 'ETIMEDOUT', syscall: 'connect' })), false);
    const all = new AggregateError([Object.assign(new Error(), { code: 'ETIMEDOUT', syscall: 'connect' })]);
    assert.equal(mayHaveLeft(new TypeError('fetch failed', { cause: all })), false);
  });

  it('never left for a port that no web page may ask', () => {
    assert.equal(mayHaveLeft(new TypeError('fetch failed', { cause: new Error('bad port') })), false);
  });

  it('may have left where the connection was lost, or nothing is known', () => {
    for (const code of ['ECONNRESET', 'UND_ERR_SOCKET', 'UND_ERR_HEADERS_TIMEOUT', 'EPIPE', 'ETIMEDOUT']) {
      assert.equal(mayHaveLeft(failed({ code, syscall: 'read' })), true, code);
    }
    assert.equal(mayHaveLeft(new Error('Request timed out.')), true);
    assert.equal(mayHaveLeft('what else'), true);
  });
});
