import assert from 'node:assert/strict';
import { costOf, mostInputCost, outputTokenCost, priceOf, priceText } from '../../../../src/core/model/price';

const NO_CACHE = { cacheReadTokens: 0, cacheWriteTokens: 0 };

describe('what an answer costs', () => {
  const usage = { inputTokens: 1_000_000, outputTokens: 100_000, ...NO_CACHE };

  it('is the price of its model, dated names included', () => {
    assert.equal(costOf('claude-sonnet-5-5', usage), 3);
    assert.equal(costOf('claude-sonnet-5-5-20261105', usage), 3);
    assert.equal(costOf('claude-opus-5-5', usage), 6);
    assert.equal(costOf('claude-sonnet-4-5-20250929', usage), 4.5);
  });

  it('is that of long prompts for the whole request beyond their length', () => {
    assert.equal(costOf('claude-haiku-5-5', { inputTokens: 100_000, outputTokens: 0, ...NO_CACHE }), 0.01);
    assert.equal(costOf('claude-haiku-5-5', { inputTokens: 100_001, outputTokens: 0, ...NO_CACHE }), 0.0500005);
    assert.equal(costOf('claude-haiku-5-5', { inputTokens: 200_000, outputTokens: 0, ...NO_CACHE }), 0.1);
  });

  it('is less for what is read from the cache, and more for what is written to it', () => {
    const read = { inputTokens: 1_000_000, outputTokens: 0, cacheReadTokens: 1_000_000, cacheWriteTokens: 0 };
    const cost = (model: string, about: typeof read) => costOf(model, about)?.toFixed(6);
    assert.equal(cost('claude-sonnet-5-5', read), '0.200000');
    assert.equal(cost('claude-opus-5-5', read), '0.200000');
    assert.equal(cost('claude-fable-5-1', read), '0.250000');
    const mixed = { inputTokens: 1_000_000, outputTokens: 0, cacheReadTokens: 300_000, cacheWriteTokens: 200_000 };
    assert.equal(cost('claude-sonnet-5-5', mixed), (0.5 * 2 + 0.3 * 0.2 + 0.2 * 2.5).toFixed(6));
  });

  it('is its own for what the smallest model reads from the cache, and that of long prompts beyond their length', () => {
    const read = (tokens: number) => ({
      ...{ inputTokens: tokens, outputTokens: 0, cacheReadTokens: tokens, cacheWriteTokens: 0 },
    });
    assert.equal(costOf('claude-haiku-5-5', read(100_000))?.toFixed(9), '0.001000000');
    assert.equal(costOf('claude-haiku-5-5', read(200_000))?.toFixed(9), '0.010000000');
  });

  it('is not known of other models, whatever they are called', () => {
    for (const model of ['gpt-9', 'recorded', 'constructor', '__proto__', ''])
      assert.equal(costOf(model, usage), undefined);
    assert.equal(priceText(priceOf('gpt-9')), 'price not known');
  });

  it('is never more than what was reckoned with before', () => {
    const price = priceOf('claude-haiku-5-5');
    assert.ok(price !== undefined);
    const most = mostInputCost(price, 120_000) + 1_000 * outputTokenCost(price, 120_000);
    const counted = { inputTokens: 120_000, outputTokens: 1_000, cacheReadTokens: 0, cacheWriteTokens: 120_000 };
    assert.equal(costOf('claude-haiku-5-5', counted)?.toFixed(9), most.toFixed(9));
  });
});
