import assert from 'node:assert/strict';
import { usageWords } from '../../../../src/core/outline/modelWords';

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
