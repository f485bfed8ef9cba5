import assert from 'node:assert/strict';
import type { ModelEvent } from '../../../../../src/core/model/provider';
import type { OpenAiProviderOptions } from '../../../../../src/node/models/openai/openaiProvider';
import { createOpenAiProvider } from '../../../../../src/node/models/openai/openaiProvider';
import { closedPort } from '../../../../kit/closedPort';
import type { RunningFakeOpenAi } from '../../../../kit/fakeOpenAi/startFakeOpenAi';
import { startFakeOpenAi } from '../../../../kit/fakeOpenAi/startFakeOpenAi';
import { assertFailed, eventsOf, REQUEST } from '../claude/anthropicAsking';

const NO_CACHE = { cacheReadTokens: 0, cacheWriteTokens: 0 };

describe('what an OpenAI-compatible server is paid for', () => {
  let api: RunningFakeOpenAi;

  beforeEach(async () => {
    api = await startFakeOpenAi();
  });

  afterEach(() => api.close());

  async function ask(options: Partial<OpenAiProviderOptions> = {}) {
    const at = { apiKey: undefined, model: 'tiny-coder', baseUrl: api.url, temperature: undefined, ...options };
    return eventsOf(createOpenAiProvider(at).stream(REQUEST, new AbortController().signal));
  }

  it('takes an answer that comes in one piece, for it is paid for, and its count', async () => {
    const usage = { prompt_tokens: 500, completion_tokens: 20 };
    const choices = [{ message: { role: 'assistant', content: 'whole' }, finish_reason: 'stop' }];
    api.raw(JSON.stringify({ model: 'gpt-x', choices, usage }), { 'content-type': 'application/json' });
    assert.deepEqual(await ask(), [
      { kind: 'started', model: 'gpt-x' },
      { kind: 'text', text: 'whole' },
      { kind: 'completed', stopReason: 'end_turn', usage: { inputTokens: 500, outputTokens: 20, ...NO_CACHE } },
    ]);
    api.raw('{"error":{"message":"overloaded","code":"503"}}', { 'content-type': 'application/json' });
    assertFailed(await ask(), 'model-failed', /overloaded/, true);
  });

  it('takes what comes in one piece and cannot be read for paid, and asks no second time', async () => {
    api.raw('{"choices":[', { 'content-type': 'application/json' });
    const events = await ask();
    assertFailed(events, 'model-rejected', /answered with application\/json where an event stream was due/, false);
    assert.equal(mayCost(events), 'answer');
  });

  it('tells what may be charged for nevertheless: nothing that was refused or never left, and a prompt that was lost', async () => {
    api.error(503, { message: 'Busy.' });
    assert.equal(mayCost(await ask()), undefined);
    assert.equal(mayCost(await ask({ baseUrl: `http://127.0.0.1:${await closedPort()}/v1` })), undefined);
    api.script({ kind: 'reset' });
    assert.equal(mayCost(await ask()), 'prompt');
  });

  it('does not know what was used once the model has thought apart from its answer', async () => {
    const chunk = (delta: object) => `data: ${JSON.stringify({ choices: [{ delta }] })}\n\n`;
    api.raw(chunk({ reasoning_content: 'Hm.' }) + chunk({ content: 'half' }));
    const events = await ask();
    assertFailed(events, 'answer-cut', /ended before/, false);
    assert.equal(mayCost(events), 'answer');
  });
});

function mayCost(events: readonly ModelEvent[]) {
  const last = events.at(-1);
  assert.ok(last?.kind === 'failed');
  return last.mayCost;
}
