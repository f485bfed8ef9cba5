import assert from 'node:assert/strict';
import type { Config } from '../../../../src/core/config/config';
import { DEFAULT_CONFIG } from '../../../../src/core/config/config';
import type { ModelCatalogue } from '../../../../src/core/model/catalogue/modelCatalogue';
import { SHIPPED_CATALOGUE } from '../../../../src/core/model/catalogue/modelCatalogue';
import type { ModelWish } from '../../../../src/core/model/settleModel';
import { settleModel } from '../../../../src/core/model/settleModel';

const SERVICE: ModelCatalogue = { ...SHIPPED_CATALOGUE, from: 'service' };
const NO_WISH: ModelWish = { allowed: [], effort: undefined };

function settle(config: Partial<Config>, wish: ModelWish = NO_WISH, catalogue = SERVICE) {
  return settleModel({ ...DEFAULT_CONFIG, ...config }, wish, { catalogue, today: '2026-11-21' });
}

function settled(...args: Parameters<typeof settle>) {
  const result = settle(...args);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

describe('settling which model answers', () => {
  it('leaves the usual one as it is', () => {
    const { config, notes, parameters } = settled({});
    assert.deepEqual([config, notes], [DEFAULT_CONFIG, []]);
    assert.deepEqual(parameters, { maxTokens: 128_000, thinking: 'between_tools' });
  });

  it('lets a repository choose what costs no more than the model for complex work', () => {
    for (const model of ['claude-opus-5-5', 'claude-haiku-5-5', 'claude-sonnet-4-5']) {
      assert.equal(settled({ model, modelFrom: 'repository' }).config.model, model);
    }
  });

  it('does not let a repository choose a dearer one, says so, and uses the usual one', () => {
    const { config, notes } = settled({ model: 'claude-fable-5-1', modelFrom: 'repository' });
    assert.equal(config.model, 'claude-sonnet-5-5');
    assert.match(
      notes[0] ?? '',
      /claude-fable-5-1, which is not among those that you allow.*claude-sonnet-5-5 is used/,
    );
  });

  it('lets the user choose any, and name what a repository may choose', () => {
    assert.equal(settled({ model: 'claude-fable-5-1', modelFrom: 'user' }).config.model, 'claude-fable-5-1');
    const wish = { ...NO_WISH, allowed: ['claude-fable-5-1'] };
    assert.equal(
      settled({ model: 'claude-fable-5-1', modelFrom: 'repository' }, wish).config.model,
      'claude-fable-5-1',
    );
  });

  it('takes the first model that the user allows, not one that was left out, for one that is not allowed', () => {
    const settle = (allowed: readonly string[]) =>
      settled({ model: 'claude-opus-5-5', modelFrom: 'repository' }, { ...NO_WISH, allowed });
    const { config, notes } = settle(['claude-haiku-5-5', 'claude-sonnet-5-5']);
    assert.equal(config.model, 'claude-haiku-5-5');
    assert.match(
      notes[0] ?? '',
      /claude-opus-5-5, which is not among those that you allow it .*claude-haiku-5-5 is used/,
    );
    assert.equal(settle(['claude-opus-5-5', 'claude-haiku-5-5']).config.model, 'claude-opus-5-5');
    assert.equal(settled({}, { ...NO_WISH, allowed: ['claude-haiku-5-5'] }).config.model, 'claude-sonnet-5-5');
  });

  it("explains a repository's model that is gone or a slip, rather than to use another one", () => {
    for (const model of ['claude-opus-4-20250514', 'claude-opus-5.5']) {
      const result = settle({ model, modelFrom: 'repository' });
      assert.ok(!result.ok && result.problem.kind === 'model-unavailable');
      assert.equal(result.problem.successor, 'claude-opus-5-5');
    }
  });

  it('does not let a repository choose what nobody knows while the list of the service is not at hand', () => {
    const { config } = settled({ model: 'claude-mythos-9', modelFrom: 'repository' }, NO_WISH, SHIPPED_CATALOGUE);
    assert.equal(config.model, 'claude-sonnet-5-5');
    assert.equal(
      settled({ model: 'own-name', modelFrom: 'user' }, NO_WISH, SHIPPED_CATALOGUE).config.model,
      'own-name',
    );
  });

  it('says when an effort is not sent', () => {
    const { notes, parameters } = settled({ model: 'claude-haiku-4-5' }, { ...NO_WISH, effort: 'high' });
    assert.equal(parameters.effort, undefined);
    assert.deepEqual(notes, ['The effort "high" is not sent: claude-haiku-4-5 does not take it.']);
  });

  it('keeps prompt and answer together within the context of the model', () => {
    const { config } = settled({ model: 'claude-haiku-4-5', maxContextTokens: 1_000_000, maxResponseTokens: 50_000 });
    assert.equal(config.maxContextTokens, 150_000);
  });
});
