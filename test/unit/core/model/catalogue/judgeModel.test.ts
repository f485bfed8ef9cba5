import assert from 'node:assert/strict';
import { judgeModel } from '../../../../../src/core/model/catalogue/judgeModel';
import type { ModelCatalogue } from '../../../../../src/core/model/catalogue/modelCatalogue';
import { SHIPPED_CATALOGUE } from '../../../../../src/core/model/catalogue/modelCatalogue';

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

  it('warns with the date while a model is going, and after it', () => {
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

  it('does not take the shipped list for the whole truth: a newer model is sent with a warning', () => {
    const judged = judgeModel('claude-sonnet-6', SHIPPED_CATALOGUE, TODAY);
    assert.ok(judged.kind === 'usable' && judged.info === undefined);
    assert.match(judged.warning ?? '', /claude-sonnet-6 is not among those known on 2026-11-19/);
  });
});
