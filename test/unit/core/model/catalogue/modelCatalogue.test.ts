import assert from 'node:assert/strict';
import type { ModelCatalogue } from '../../../../../src/core/model/catalogue/modelCatalogue';
import { findModel, mergeCatalogue, SHIPPED_CATALOGUE } from '../../../../../src/core/model/catalogue/modelCatalogue';
import { readModels } from '../../../../../src/core/model/catalogue/readModels';
import { modelList } from '../../../../kit/fakeMessages/models';

const TODAY = '2026-11-21';

function listed(change: object, from: ModelCatalogue['from'] = 'service'): ModelCatalogue {
  const [first] = modelList().data;
  return mergeCatalogue(readModels([{ ...first, ...change }]), { from, asOf: TODAY });
}

describe('the catalogue of models', () => {
  it('is shipped with the usual model, the one for complex work, and those that are gone', () => {
    const stages = ['claude-sonnet-5-5', 'claude-opus-5-5', 'claude-sonnet-4-5', 'claude-opus-4-20250514'].map((id) => {
      const { lifecycle, retiresAt } = findModel(SHIPPED_CATALOGUE, id) ?? {};
      return [id, lifecycle, retiresAt];
    });
    assert.deepEqual(stages, [
      ['claude-sonnet-5-5', 'active', undefined],
      ['claude-opus-5-5', 'active', undefined],
      ['claude-sonnet-4-5', 'deprecated', '2026-11-30'],
      ['claude-opus-4-20250514', 'retired', '2026-06-15'],
    ]);
    assert.equal(SHIPPED_CATALOGUE.models[0]?.id, 'claude-sonnet-5-5');
  });

  it("takes the service's word over what was shipped, and fills in what the service leaves open", () => {
    const catalogue = listed({
      id: 'claude-sonnet-5-5',
      max_tokens: 64_000,
      max_input_tokens: null,
      capabilities: null,
    });
    const { outputTokens, contextTokens, thinking } = findModel(catalogue, 'claude-sonnet-5-5') ?? {};
    assert.deepEqual([outputTokens, contextTokens], [64_000, 1_000_000]);
    assert.ok(thinking?.includes('between_tools'));
  });

  it('believes the service that a model takes nothing', () => {
    const no = { supported: false };
    const capabilities = {
      thinking: { supported: false, types: { adaptive: no } },
      effort: { supported: false, low: { supported: true } },
    };
    const { thinking, effort } =
      findModel(listed({ id: 'claude-sonnet-5-5', capabilities }), 'claude-sonnet-5-5') ?? {};
    assert.deepEqual([thinking, effort], [[], []]);
  });

  it('hears of an end that was not planned when it was shipped, and of one that no longer is', () => {
    const ends = listed({ id: 'claude-opus-5-5', lifecycle: 'deprecated', retires_at: '2027-02-01T00:00:00Z' });
    assert.equal(findModel(ends, 'claude-opus-5-5')?.retiresAt, '2027-02-01');
    assert.equal(findModel(listed({ id: 'claude-sonnet-4-5' }), 'claude-sonnet-4-5')?.retiresAt, undefined);
  });

  it('knows no model that the service of today leaves out, but those that are gone, and beside an older list all', () => {
    const ids = (from: ModelCatalogue['from']) => listed({ id: 'house-model' }, from).models.map(({ id }) => id);
    assert.deepEqual(ids('service'), ['house-model', 'claude-sonnet-4-20250514', 'claude-opus-4-20250514']);
    assert.ok(ids('kept').includes('claude-opus-5-5'));
  });

  it('takes a name with the date of its release and one without for the same model', () => {
    const catalogue = listed({ id: 'claude-haiku-4-5-20251001', display_name: 'Claude Haiku 4.5' });
    assert.equal(findModel(catalogue, 'claude-haiku-4-5')?.id, 'claude-haiku-4-5-20251001');
    assert.equal(findModel(SHIPPED_CATALOGUE, 'claude-haiku-4-5-20251001')?.id, 'claude-haiku-4-5');
    assert.equal(catalogue.models.filter(({ id }) => id.startsWith('claude-haiku-4-5')).length, 1);
  });

  it('shows those that answer first, the usual one at their head, and new ones before what is going', () => {
    const ids = listed({ id: 'claude-sonnet-6' }, 'kept').models.map(({ id }) => id);
    assert.equal(ids[0], 'claude-sonnet-5-5');
    assert.ok(ids.indexOf('claude-sonnet-6') < ids.indexOf('claude-sonnet-4-5'));
    assert.ok(ids.indexOf('claude-sonnet-4-5') < ids.indexOf('claude-opus-4-20250514'));
  });
});
