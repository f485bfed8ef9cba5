import assert from 'node:assert/strict';
import { contradictionsIn } from '../../../../src/core/changes/contradiction';

describe('claims of a contradiction in an answer', () => {
  it('are read with test, criterion and reason', () => {
    const text = [
      'I cannot do both.',
      '',
      '<contradiction test="TestCart > test_total" criterion="AC-003">',
      'The test expects 3.',
      'The criterion says 4.',
      '</contradiction>',
      '<contradiction test="test_b" criterion="never negative">because</contradiction>',
    ].join('\n');
    assert.deepEqual(contradictionsIn(text), [
      { test: 'TestCart > test_total', criterion: 'AC-003', why: 'The test expects 3.\nThe criterion says 4.' },
      { test: 'test_b', criterion: 'never negative', why: 'because' },
    ]);
  });

  it('are not seen in prose that only speaks of them, or in half a claim', () => {
    assert.deepEqual(contradictionsIn('There is no <contradiction test="a" criterion="b"> here.'), []);
    assert.deepEqual(contradictionsIn('<contradiction test="a" criterion="b">\nnever closed'), []);
    assert.deepEqual(contradictionsIn('<contradiction>\nwithout names\n</contradiction>'), []);
  });
});
