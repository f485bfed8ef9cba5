import assert from 'node:assert/strict';
import { findModel, SHIPPED_CATALOGUE } from '../../../../src/core/model/catalogue/modelCatalogue';
import { parametersFor } from '../../../../src/core/model/parametersFor';

const of = (model: string) => findModel(SHIPPED_CATALOGUE, model);

describe('what a request may ask of a model', () => {
  it('is the fastest way to text: thinking between tools where that is taken, else as the model likes', () => {
    assert.deepEqual(parametersFor(of('claude-sonnet-5-5'), { maxTokens: 32_000, effort: undefined }), {
      maxTokens: 32_000,
      thinking: 'between_tools',
    });
    assert.equal(parametersFor(of('claude-opus-5-5'), { maxTokens: 1, effort: undefined }).thinking, 'adaptive');
  });

  it('is nothing that the model would reject', () => {
    assert.deepEqual(parametersFor(of('claude-haiku-4-5'), { maxTokens: 8_000, effort: 'high' }), { maxTokens: 8_000 });
    assert.deepEqual(parametersFor(undefined, { maxTokens: 8_000, effort: 'high' }), { maxTokens: 8_000 });
  });

  it("is no longer an answer than the model's limit", () => {
    assert.equal(parametersFor(of('claude-haiku-4-5'), { maxTokens: 128_000, effort: undefined }).maxTokens, 64_000);
    assert.equal(parametersFor(of('claude-sonnet-5-5'), { maxTokens: 500_000, effort: undefined }).maxTokens, 128_000);
  });

  it('lets a deep effort think first, which it is rejected without', () => {
    const wish = { maxTokens: 32_000, effort: 'max' } as const;
    assert.deepEqual(parametersFor(of('claude-sonnet-5-5'), wish), {
      maxTokens: 32_000,
      thinking: 'adaptive',
      effort: 'max',
    });
    assert.equal(parametersFor(of('claude-sonnet-5-5'), { ...wish, effort: 'low' }).thinking, 'between_tools');
  });
});
