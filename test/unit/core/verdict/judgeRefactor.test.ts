import assert from 'node:assert/strict';
import type { CodeMeasures } from '../../../../src/core/codebase/measureCode';
import type { Coverage } from '../../../../src/core/testrun/report';
import type { CodeChange, RefactorEvidence } from '../../../../src/core/verdict/judgeRefactor';
import { judgeRefactor } from '../../../../src/core/verdict/judgeRefactor';
import type { Check, Verdict } from '../../../../src/core/verdict/verdict';
import { greenEvidence } from '../../../kit/greenEvidence';
import { testReport, testResult } from '../../../kit/testReport';

const PASSING = testReport([testResult('test_a', 'passed'), testResult('test_b', 'passed')]);
const MEASURES: CodeMeasures = {
  lines: 48,
  complexity: 12,
  mostComplex: { name: 'total', complexity: 9 },
  repeatedLines: 0,
};
const SHORTER: CodeChange = {
  interface: [],
  before: MEASURES,
  after: { ...MEASURES, lines: 40 },
  files: ['src/cart.py'],
};

function judge(about: Partial<RefactorEvidence> = {}): Verdict {
  const { report, sinceRed, others, notes } = greenEvidence(PASSING);
  const evidence = { before: PASSING, report, sinceRed, others, notes, coverageBefore: undefined, code: SHORTER };
  return judgeRefactor({ ...evidence, ...about });
}

function check(verdict: Verdict, name: Check['name']): readonly [Check['result'] | undefined, string | undefined] {
  const found = verdict.checks.find((each) => each.name === name);
  return [found?.result, found?.detail];
}

describe('REFACTOR verdict', () => {
  it('is reached when the same tests pass, the interface is the same, and something is better', () => {
    const verdict = judge();
    assert.deepEqual(
      [verdict.phase, verdict.reached, verdict.summary],
      ['refactor', true, '2 tests pass, their files unchanged.'],
    );
    assert.deepEqual(verdict.notes, ['Better: lines of code 48 -> 40.']);
    assert.deepEqual(
      verdict.checks.map(({ name, result }) => [name, result]),
      [
        ['tests', 'passed'],
        ['tests unchanged', 'passed'],
        ['other tests', 'passed'],
        ['public interface', 'passed'],
        ['coverage', 'not-available'],
        ['improvement', 'passed'],
      ],
    );
  });

  it('is not reached when a test has disappeared', () => {
    const verdict = judge({ report: testReport([testResult('test_a', 'passed')]) });
    assert.deepEqual([verdict.reached, verdict.summary], [false, '1 of 2 tests does not pass.']);
    const [, gone] = verdict.tests;
    assert.deepEqual(
      [gone?.id, gone?.name, gone?.file, gone?.reason, gone?.asNeeded],
      ['tests/test_cart.py::test_b', 'test_b', 'tests/test_cart.py', 'disappeared', false],
    );
  });

  it('is not reached when a test fails now, or what RED accepted was changed', () => {
    const failing = testReport([testResult('test_a', 'passed'), testResult('test_b', 'failed')]);
    assert.equal(judge({ report: failing }).reached, false);
    assert.equal(judge({ sinceRed: { by: 'bytes', files: ['tests/test_cart.py'], accepted: [] } }).reached, false);
  });

  it('does not miss what did not pass before either', () => {
    const before = testReport([...PASSING.tests, testResult('test_c', 'skipped')]);
    assert.equal(judge({ before }).reached, true);
    assert.equal(judge({ before: undefined }).reached, true);
  });

  it('is not reached when something is gone from the interface or takes something else, and says what', () => {
    const changes = [
      { kind: 'removed', name: 'tax', detail: 'tax(x) is gone.' },
      { kind: 'changed', name: 'total', detail: 'total(a) is now total(a, b).' },
      { kind: 'added', name: 'more', detail: 'more() is new.' },
    ] as const;
    const verdict = judge({ code: { ...SHORTER, interface: changes } });
    const said = 'The public interface is not the same: tax(x) is gone. total(a) is now total(a, b).';
    assert.deepEqual([verdict.reached, verdict.summary], [false, said]);
    assert.ok(verdict.tests.every((test) => test.asNeeded));
  });

  it('notes what is new in the interface, and what it could not compare', () => {
    const added = { kind: 'added', name: 'more', detail: 'more() is new.' } as const;
    const verdict = judge({ code: { ...SHORTER, interface: [added] } });
    assert.equal(verdict.reached, true);
    assert.deepEqual(check(verdict, 'public interface'), [
      'passed',
      'The public interface is the same. more() is new.',
    ]);
    assert.deepEqual(check(judge({ code: { ...SHORTER, interface: undefined } }), 'public interface'), [
      'not-available',
      'What others can use of src/cart.py is not compared.',
    ]);
  });

  it('says "no improvement measured", and is then offered back', () => {
    const same = judge({ code: { ...SHORTER, after: MEASURES } });
    assert.deepEqual([same.reached, same.summary], [false, 'No improvement measured.']);
    const worse = judge({ code: { ...SHORTER, after: { ...MEASURES, lines: 50 } } });
    assert.deepEqual(
      [worse.reached, worse.summary],
      [false, 'No improvement measured; worse: lines of code 48 -> 50.'],
    );
  });

  it('is reached when one thing is better and another worse, and says both', () => {
    const after = { ...MEASURES, lines: 50, mostComplex: { name: 'total', complexity: 3 } };
    const verdict = judge({ code: { ...SHORTER, after } });
    assert.deepEqual(
      [verdict.reached, verdict.notes],
      [true, ['Better: complexity of the most complex function (total) 9 -> 3; worse: lines of code 48 -> 50.']],
    );
  });

  it('does not ask for an improvement where nothing was changed, or nobody can measure', () => {
    const none = judge({ code: undefined });
    assert.deepEqual(
      [none.reached, none.checks.map(({ name }) => name)],
      [true, ['tests', 'tests unchanged', 'other tests']],
    );
    const unknown = judge({ code: { ...SHORTER, before: undefined } });
    assert.deepEqual([unknown.reached, check(unknown, 'improvement')[0]], [true, 'not-available']);
  });

  describe('by coverage', () => {
    const coverage = (...hits: number[]): Coverage => ({
      kind: 'measured',
      files: [{ path: 'src/cart.py', lines: hits.map((hit, index) => ({ line: index + 1, hits: hit })) }],
    });
    const judged = (before: Coverage | undefined, after: Coverage | undefined) =>
      judge({ coverageBefore: before, report: { ...PASSING, ...(after === undefined ? {} : { coverage: after }) } });

    it('is not reached when less of the component is run', () => {
      const verdict = judged(coverage(1, 1, 2, 1), coverage(1, 1, 0));
      assert.deepEqual(
        [verdict.reached, verdict.summary],
        [false, "Coverage of the component's own lines: 100 % (4 of 4) before the change, 66.6 % (2 of 3) now."],
      );
      assert.equal(judged(coverage(1, 0), coverage(1, 1)).reached, true);
    });

    it('does not hold it against shorter code that the same lines are not run as before', () => {
      const verdict = judged(coverage(1, 1, 1, 1, 0), coverage(1, 1, 0));
      assert.deepEqual([verdict.reached, check(verdict, 'coverage')[0]], [true, 'passed']);
    });

    it('says what is missing where it cannot be measured, and does not guess', () => {
      const missing = {
        kind: 'unavailable',
        detail: 'coverage.py is not installed',
        install: 'pip install coverage',
      } as const;
      for (const verdict of [judged(missing, missing), judged(coverage(1), missing)]) {
        assert.equal(verdict.reached, true);
        assert.deepEqual(check(verdict, 'coverage'), [
          'not-available',
          'Coverage is not compared: coverage.py is not installed (pip install coverage).',
        ]);
      }
      assert.equal(check(judged(undefined, coverage(1)), 'coverage')[0], 'not-available');
      assert.equal(check(judged(coverage(), coverage()), 'coverage')[0], 'not-available');
    });
  });
});
