import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ModelMeasure } from '../../../../src/core/model/measure';
import { correctionOf, measured } from '../../../../src/core/model/measure';

const seen = (input: number, output = 1_000) => ({ estimate: 10_000, input, output });

describe('what is learned of how a model counts', () => {
  it('corrects the estimate towards what was counted, with a margin', () => {
    assert.equal(correctionOf(undefined), 1);
    assert.equal(correctionOf(measured(undefined, seen(5_000))).toFixed(3), '0.550');
  });

  it('heeds a higher count at once, and a lower one slowly', () => {
    const first = measured(undefined, seen(5_000));
    assert.equal(measured(first, seen(8_000)).ratio, 0.8);
    assert.equal(measured(first, seen(4_600)).ratio.toFixed(3), '0.492');
  });

  it('takes no text for thinner than prose', () => {
    assert.equal(correctionOf(measured(undefined, seen(3_000))).toFixed(3), '0.495');
  });

  it('learns nothing of the ratio from a few words', () => {
    const first = measured(undefined, seen(5_000));
    assert.equal(measured(first, { estimate: 100, input: 100, output: 10 }).ratio, 0.5);
    assert.equal(measured(undefined, { estimate: 100, input: 20, output: 10 }).ratio, 1);
  });

  it('stays within its bounds, and near what was counted last', () => {
    const count = fc.double({ min: 0, max: 1e7, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(count, count), { minLength: 1, maxLength: 20 }), (answers) => {
        let measure: ModelMeasure | undefined;
        for (const [input, output] of answers) measure = measured(measure, seen(input, output));
        const correction = correctionOf(measure);
        assert.ok(correction >= 0.45 && correction <= 1.5);
        const last = (answers.at(-1)?.[0] ?? 0) / 10_000;
        assert.ok(
          correction >= Math.min(last, 1.5) - 1e-9,
          'a budget that is kept by it holds for what was counted last',
        );
        assert.ok((measure?.answerTokens ?? 0) <= 200_000);
      }),
    );
  });
});
