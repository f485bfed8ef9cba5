import assert from 'node:assert/strict';
import type { ModelRequest } from '../../../../../src/core/model/provider';
import { countRequest } from '../../../../../src/node/models/claude/countRequest';
import type { RunningFakeMessages } from '../../../../kit/fakeMessages/startFakeMessages';
import { startFakeMessages } from '../../../../kit/fakeMessages/startFakeMessages';

const KEY = 'sk-ant-secret-4711-secret';
const REQUEST: ModelRequest = {
  ...{ model: 'claude-sonnet-5-5', system: 'be brief', user: ['shared', 'own'], maxTokens: 1_000 },
  ...{ thinking: 'between_tools', effort: 'low', purpose: { component: 'cart', phase: 'red' } },
};

describe('counting a request before it is sent', () => {
  let api: RunningFakeMessages;

  beforeEach(async () => {
    api = await startFakeMessages();
  });

  afterEach(() => api.close());

  const count = (apiKey = KEY, signal = new AbortController().signal) =>
    countRequest({ apiKey, baseUrl: api.url }, REQUEST, signal);

  it('asks the service for what it would count, and sends no request for an answer', async () => {
    api.countAs(() => 4_711);
    assert.equal(await count(), 4_711);
    const { body } = api.counts[0] ?? {};
    assert.deepEqual(Object.keys(body).sort(), ['messages', 'model', 'system', 'thinking']);
    assert.equal(api.requests.length, 0);
  });

  it('knows nothing when the service does not tell', async () => {
    api.countAs(() => Number.NaN);
    assert.equal(await count(), undefined);
    assert.equal(await count(''), undefined);
    assert.equal(await count(KEY, AbortSignal.abort()), undefined);
  });
});
