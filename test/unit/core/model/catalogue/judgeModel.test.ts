import assert from 'node:assert/strict';
import { judgeModel } from '../../../../../src/core/model/catalogue/judgeModel';
import type { ListedModel, ModelCatalogue } from '../../../../../src/core/model/catalogue/modelCatalogue';
import { mergeCatalogue, SHIPPED_CATALOGUE } from '../../../../../src/core/model/catalogue/modelCatalogue';

const SERVICE: ModelCatalogue = { ...SHIPPED_CATALOGUE, from: 'service' };
const TODAY = '2026-11-21';

describe('judging a model before anything is sent', () => {
  it('finds nothing to say of the usual ones', () => {
    for (const model of ['claude-sonnet-5-5', 'claude-opus-5-5', 'claude-haiku-4-5-20251001']) {
      const judged = judgeModel(model, SERVICE, TODAY);
      assert.deepEqual([judged.kind, judged.kind === 'usable' && judged.warning], ['usable', undefined], model);
    }
  });

  for (const [model, successor] of [
    ['claude-sonnet-4-20250514', 'claude-sonnet-5-5'],
    ['claude-opus-4-20250514', 'claude-opus-5-5'],
  ] as const) {
    it(`knows that ${model} is gone, whoever made the list, and names ${successor}`, () => {
      for (const catalogue of [SERVICE, SHIPPED_CATALOGUE]) {
        const judged = judgeModel(model, catalogue, TODAY);
        assert.ok(judged.kind === 'unavailable');
        const { why, retiredAt, successor: named } = judged.problem;
        assert.deepEqual([why, retiredAt, named], ['retired', '2026-06-15', successor]);
      }
    });
  }

  it('does not ask a model whose end has passed as far as anybody knows', () => {
    const judged = judgeModel('claude-sonnet-4-5', SHIPPED_CATALOGUE, '2026-12-01');
    assert.ok(judged.kind === 'unavailable', JSON.stringify(judged));
    const { why, retiredAt, successor } = judged.problem;
    assert.deepEqual([why, retiredAt, successor], ['retired', '2026-11-30', 'claude-sonnet-5-5']);
    assert.equal(judgeModel('claude-sonnet-4-5', SHIPPED_CATALOGUE, '2026-11-30').kind, 'usable');
  });

  it('names a successor that the service has', () => {
    const gateway: ListedModel = {
      ...{ id: 'house-model', name: 'House', contextTokens: 1, outputTokens: 1, lifecycle: 'active' },
      ...{ retiresAt: undefined, thinking: [], effort: [] },
    };
    const own = mergeCatalogue([gateway], { from: 'service', asOf: TODAY });
    for (const model of ['claude-opus-5-5', 'claude-opus-4-20250514']) {
      const judged = judgeModel(model, own, TODAY);
      assert.ok(judged.kind === 'unavailable', model);
      assert.equal(judged.problem.successor, 'house-model');
    }
    const older = mergeCatalogue([gateway], { from: 'kept', asOf: TODAY });
    assert.equal(judgeModel('claude-opus-5-5', older, TODAY).kind, 'usable');
  });

  it('warns with the date while a model is going, and after it where the service still lists it', () => {
    const warning = (today: string) => {
      const judged = judgeModel('claude-sonnet-4-5', SERVICE, today);
      return judged.kind === 'usable' ? judged.warning : undefined;
    };
    assert.equal(warning(TODAY), 'The model claude-sonnet-4-5 ends on 2026-11-30. Its successor is claude-sonnet-5-5.');
    assert.match(warning('2026-12-01') ?? '', /was to end on 2026-11-30 and may answer no more/);
  });

  it('takes an unknown name for a slip, with what may be meant', () => {
    const judged = judgeModel('claude-sonet-5-5', SERVICE, TODAY);
    assert.ok(judged.kind === 'unavailable');
    const { why, similar, successor } = judged.problem;
    assert.deepEqual([why, similar[0], successor], ['unknown', 'claude-sonnet-5-5', 'claude-sonnet-5-5']);
    const strange = judgeModel('gpt-9', SERVICE, TODAY);
    assert.ok(strange.kind === 'unavailable');
    assert.deepEqual([strange.problem.similar, strange.problem.successor], [[], 'claude-sonnet-5-5']);
  });

  it('takes a name without its version for the usual model of that line, or the newest', () => {
    for (const [model, first] of [
      ['claud-sonnet', 'claude-sonnet-5-5'],
      ['claude-sonnet', 'claude-sonnet-5-5'],
      ['claude-opus', 'claude-opus-5-5'],
      ['claude-haiku', 'claude-haiku-5-5'],
    ] as const) {
      const judged = judgeModel(model, SERVICE, TODAY);
      assert.ok(judged.kind === 'unavailable', model);
      assert.deepEqual([judged.problem.similar[0], judged.problem.successor], [first, first]);
    }
    for (const model of ['claude', 'c', 'gpt-9-turbo-preview']) {
      const judged = judgeModel(model, SERVICE, TODAY);
      assert.ok(judged.kind === 'unavailable', model);
      assert.deepEqual(judged.problem.similar, [], model);
    }
  });

  it('does not take the shipped list for the whole truth: a newer model is sent with a warning', () => {
    const judged = judgeModel('claude-sonnet-6', SHIPPED_CATALOGUE, TODAY);
    assert.ok(judged.kind === 'usable' && judged.info === undefined);
    assert.match(judged.warning ?? '', /claude-sonnet-6 is not among those known on 2026-11-19/);
  });
});
