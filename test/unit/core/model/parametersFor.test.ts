import assert from 'node:assert/strict';
import { findModel, SHIPPED_CATALOGUE } from '../../../../src/core/model/catalogue/modelCatalogue';
import type { ModelInfo } from '../../../../src/core/model/modelInfo';
import { parametersFor } from '../../../../src/core/model/parametersFor';

const of = (model: string) => findModel(SHIPPED_CATALOGUE, model);

/** The limits of the answer that the user and the repository set. */
const within = (maxResponseTokens?: number, responseAtMost?: number) => ({ maxResponseTokens, responseAtMost });

describe('what a request may ask of a model', () => {
  it('is the fastest way to text: thinking between tools where that is taken, else as the model likes', () => {
    assert.deepEqual(parametersFor(of('claude-sonnet-5-5'), within(9_000)), {
      maxTokens: 9_000,
      thinking: 'between_tools',
    });
    assert.equal(parametersFor(of('claude-opus-5-5'), within()).thinking, 'adaptive');
  });

  it('is nothing that the model would reject', () => {
    assert.deepEqual(parametersFor(of('claude-haiku-4-5'), within(8_000), 'high'), { maxTokens: 8_000 });
    assert.deepEqual(parametersFor(undefined, within(8_000), 'high'), { maxTokens: 8_000 });
  });

  it("is an answer as long as the model's own limit, which is no habit of ours, and no longer", () => {
    assert.equal(parametersFor(of('claude-sonnet-5-5'), within()).maxTokens, 128_000);
    assert.equal(parametersFor(of('claude-haiku-4-5'), within()).maxTokens, 64_000);
    assert.equal(parametersFor(of('claude-haiku-4-5'), within(128_000)).maxTokens, 64_000);
    assert.equal(parametersFor(of('claude-sonnet-5-5'), within(500_000, 500_000)).maxTokens, 128_000);
  });

  it('is 32,000 tokens at most where the limit is not known, unless the user says more', () => {
    assert.equal(parametersFor(undefined, within()).maxTokens, 32_000);
    assert.equal(parametersFor(undefined, within(64_000)).maxTokens, 64_000);
    assert.equal(parametersFor(undefined, within(undefined, 64_000)).maxTokens, 32_000);
    assert.equal(parametersFor(undefined, within(64_000, 48_000)).maxTokens, 48_000);
  });

  it('leaves half of the window to the prompt, where an answer could fill all of it', () => {
    const small: ModelInfo = {
      ...{ id: 'small', name: 'Small', contextTokens: 64_000, outputTokens: 64_000, lifecycle: 'active' },
      ...{ retiresAt: undefined, thinking: [], effort: [] },
    };
    assert.equal(parametersFor(small, within()).maxTokens, 32_000);
    assert.equal(parametersFor({ ...small, outputTokens: undefined }, within(60_000)).maxTokens, 32_000);
    assert.equal(parametersFor({ ...small, contextTokens: undefined }, within()).maxTokens, 64_000);
  });

  it('is a shorter answer where user or repository wish one', () => {
    assert.equal(parametersFor(of('claude-sonnet-5-5'), within(undefined, 8_192)).maxTokens, 8_192);
    assert.equal(parametersFor(of('claude-sonnet-5-5'), within(4_000, 8_192)).maxTokens, 4_000);
  });

  it('lets a deep effort think first, which it is rejected without', () => {
    assert.deepEqual(parametersFor(of('claude-sonnet-5-5'), within(9_000), 'max'), {
      maxTokens: 9_000,
      thinking: 'adaptive',
      effort: 'max',
    });
    assert.equal(parametersFor(of('claude-sonnet-5-5'), within(9_000), 'low').thinking, 'between_tools');
  });
});
