import assert from 'node:assert/strict';
import { describeFailures } from '../../../../src/core/testrun/describeFailures';
import { testReport, testResult } from '../../../kit/testReport';

describe('describing failures', () => {
  it('has nothing to say when every test passed', () => {
    assert.equal(describeFailures(testReport([testResult('test_a', 'passed')])), '');
  });

  it('names each test that did not pass with its place and what the runner said', () => {
    const text = describeFailures(
      testReport([
        testResult('test_a', 'passed'),
        testResult('test_b', 'failed', { details: 'E   assert 1 == 2' }),
        testResult('test_c', 'collection-error', { exception: 'ImportError', message: 'no cart' }),
        { ...testResult('test_d', 'skipped'), line: undefined },
      ]),
    );
    assert.equal(
      text,
      [
        'FAILED tests/test_cart.py::test_b (tests/test_cart.py:3)\nE   assert 1 == 2',
        'COLLECTION-ERROR tests/test_cart.py::test_c (tests/test_cart.py:3)\nImportError: no cart',
        'SKIPPED tests/test_cart.py::test_d (tests/test_cart.py)',
      ].join('\n\n'),
    );
  });

  it('gives the end of the output of a run that did not complete', () => {
    const output = `${'x'.repeat(10_000)}\nSegmentation fault`;
    const text = describeFailures(testReport([], { end: { kind: 'died', detail: '139' }, output }));
    assert.match(text, /^The run ended as "died"\. It printed:\n/);
    assert.ok(text.endsWith('Segmentation fault'));
    assert.ok(text.length < 4_100);
  });

  it('keeps one long trace from filling everything', () => {
    const text = describeFailures(testReport([testResult('test_b', 'failed', { details: 'x'.repeat(50_000) })]));
    assert.ok(text.length < 4_200);
  });
});
