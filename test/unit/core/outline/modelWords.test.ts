import assert from 'node:assert/strict';
import { usageWords, waitWords } from '../../../../src/core/outline/modelWords';

describe('what an answer took, in words', () => {
  const usage = { inputTokens: 12_400, outputTokens: 300, cacheReadTokens: 0, cacheWriteTokens: 0 };

  it('says where the input came from', () => {
    assert.equal(usageWords(usage), '12,400 tokens in, 300 out');
    const cached = { ...usage, cacheReadTokens: 9_800, cacheWriteTokens: 100 };
    assert.equal(usageWords(cached), '12,400 tokens in, 9,800 of them from the cache, 100 written to it, 300 out');
  });

  it('says when nobody but us has counted', () => {
    assert.equal(usageWords({ ...usage, isEstimate: true }), '12,400 tokens in, 300 out, estimated');
  });
});

describe('what is waited for, in words', () => {
  const wait = { kind: 'model-retrying', attempt: 2, of: 3, reason: '500' } as const;

  it('tells the seconds that are left', () => {
    assert.equal(waitWords({ ...wait, delayMs: 1_200 }, 2), 'asking again in 2 s, request 2 of at most 3: 500');
  });

  it('speaks of no seconds where none are waited', () => {
    assert.equal(waitWords({ ...wait, delayMs: 0 }, 0), 'asking again, request 2 of at most 3: 500');
  });
});
