import assert from 'node:assert/strict';
import { costOf } from '../../../../src/core/model/price';

describe('what an answer costs', () => {
  const usage = { inputTokens: 1_000_000, outputTokens: 100_000 };

  it('is the price of its model, dated names included', () => {
    assert.equal(costOf('claude-sonnet-5-5', usage), 3);
    assert.equal(costOf('claude-sonnet-5-5-20261105', usage), 3);
    assert.equal(costOf('claude-opus-5-5', usage), 6);
  });

  it('is that of long prompts for the whole request beyond their length', () => {
    assert.equal(costOf('claude-haiku-5-5', { inputTokens: 100_000, outputTokens: 0 }), 0.01);
    assert.equal(costOf('claude-haiku-5-5', { inputTokens: 200_000, outputTokens: 0 }), 0.1);
  });

  it('is not known of other models', () => {
    assert.equal(costOf('gpt-9', usage), undefined);
    assert.equal(costOf('recorded', usage), undefined);
  });
});
