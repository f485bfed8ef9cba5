import assert from 'node:assert/strict';
import type { TestOutcome, TestReport } from '../../../../src/core/testrun/report';
import type { JudgedOthers, OtherTests } from '../../../../src/core/verdict/judgeOtherTests';
import { judgeOtherTests } from '../../../../src/core/verdict/judgeOtherTests';
import { testReport, testResult } from '../../../kit/testReport';

const FILES = ['tests/test_cart.py'];

function run(outcomes: Readonly<Record<string, TestOutcome>>): TestReport {
  return testReport(Object.entries(outcomes).map(([name, outcome]) => testResult(name, outcome)));
}

function judge(about: Partial<OtherTests>): JudgedOthers {
  return judgeOtherTests({
    files: FILES,
    before: run({ a: 'passed' }),
    after: run({ a: 'passed' }),
    notes: [],
    ...about,
  });
}

const told = ({ check }: JudgedOthers) => [check.result, check.detail];

describe('tests of other files', () => {
  it('pass as before, or are named', () => {
    assert.deepEqual(told(judge({})), ['passed', '1 test of tests/test_cart.py passes as before.']);
    const both = { before: run({ a: 'passed', b: 'passed' }), after: run({ a: 'timed-out', b: 'skipped' }) };
    const judged = judge(both);
    assert.deepEqual(told(judged), ['failed', '2 tests of other files passed before the change and do not now: a, b.']);
    assert.deepEqual(
      judged.regressed.map(({ id, outcome, line }) => [id, outcome, line]),
      [
        ['tests/test_cart.py::a', 'timed-out', 3],
        ['tests/test_cart.py::b', 'skipped', 3],
      ],
    );
  });

  it('that are gone are missed', () => {
    const [gone] = judge({ before: run({ a: 'passed', b: 'passed' }) }).regressed;
    assert.deepEqual(
      [gone?.name, gone?.reason, gone?.explanation],
      ['b', 'disappeared', 'passed before the change and is gone'],
    );
  });

  it('that did not pass before are nobody’s fault, and are counted aloud', () => {
    const judged = judge({
      before: run({ a: 'passed', b: 'failed' }),
      after: run({ a: 'passed', b: 'failed', c: 'failed' }),
    });
    assert.equal(judged.check.result, 'passed');
    assert.deepEqual(judged.notes, ['1 test of tests/test_cart.py did not pass before the change either.']);
  });

  it('that pass at the second try are flaky, and do not count', () => {
    const judged = judge({ after: run({ a: 'flaky' }), notes: ['first'] });
    assert.deepEqual([judged.check.result, judged.regressed], ['passed', []]);
    assert.deepEqual(judged.notes, ['first', 'Passed once and failed once, so not counted: tests/test_cart.py::a.']);
  });

  it('are not known, and so not passed, when they did not run before to their end', () => {
    assert.deepEqual(told(judge({ before: undefined })), [
      'not-available',
      'Whether tests of tests/test_cart.py fail that passed before is not known: They were not run before the change.',
    ]);
    const died = { ...run({ a: 'passed' }), end: { kind: 'died', detail: 'exit code 3' } } as const;
    assert.equal(judge({ before: died }).check.result, 'not-available');
  });

  it('that no longer run to their end have broken, when some passed before', () => {
    const after = { ...run({}), end: { kind: 'died', detail: 'exit code 3' } } as const;
    assert.deepEqual(told(judge({ after })), [
      'failed',
      'The tests of tests/test_cart.py ran to their end before the change, and not now: The test run died: exit code 3',
    ]);
    assert.equal(judge({ after, before: run({ a: 'failed' }) }).check.result, 'not-available');
    assert.equal(judge({ after: undefined }).check.result, 'failed');
  });

  it('are none when no file imports what changed', () => {
    assert.deepEqual(told(judge({ files: [], before: undefined, after: undefined })), [
      'passed',
      'No other test file imports what the change touches.',
    ]);
  });
});
