import assert from 'node:assert/strict';
import type { Coverage } from '../../../../src/core/testrun/report';
import { judgeCoverage } from '../../../../src/core/verdict/judgeCoverage';

function measured(files: Readonly<Record<string, readonly number[]>>): Coverage {
  const lines = (hits: readonly number[]) => hits.map((each, index) => ({ line: index + 1, hits: each }));
  return { kind: 'measured', files: Object.entries(files).map(([path, hits]) => ({ path, lines: lines(hits) })) };
}

describe('the coverage of a component', () => {
  it('passes at its threshold, and not below it', () => {
    const four = measured({ 'src/cart.py': [1, 1, 1, 1, 0] });
    assert.equal(judgeCoverage(four, ['src/cart.py'], 80).result, 'passed');
    const { result, detail } = judgeCoverage(four, ['src/cart.py'], 80.1);
    assert.deepEqual(
      [result, detail],
      [
        'failed',
        "The tests run 80 % (4 of 5) of the component's own lines; 80.1 % are asked for. No test runs src/cart.py: 5.",
      ],
    );
  });

  it('names the lines that no test runs, in ranges and not without end', () => {
    const every = Array.from({ length: 60 }, (_, index) => index % 2);
    const { detail } = judgeCoverage(measured({ 'a.py': every, 'b.py': [0, 0, 0, 1] }), [], 10);
    assert.match(detail, /No test runs a\.py: 1, 3, 5, .*, and 18 more; b\.py: 1-3\.$/);
  });

  it('is never passed where a file of the component was not seen, or nothing was measured', () => {
    const one = measured({ 'src/cart.py': [1, 1] });
    const { result, detail } = judgeCoverage(one, ['src/cart.py', 'src/parts.py'], 80);
    assert.equal(result, 'not-available');
    assert.match(detail, /src\/parts\.py is in no measurement: no test loads it, or it has no line to run\.$/);
    assert.equal(judgeCoverage(measured({}), [], 80).result, 'not-available');
    assert.equal(judgeCoverage(undefined, [], 80).result, 'not-available');
    const missing = {
      kind: 'unavailable',
      detail: 'coverage.py is not installed',
      install: 'pip install coverage',
    } as const;
    assert.deepEqual(judgeCoverage(missing, [], 80), {
      name: 'coverage',
      result: 'not-available',
      detail: 'Coverage is not measured: coverage.py is not installed (pip install coverage).',
    });
  });
});
