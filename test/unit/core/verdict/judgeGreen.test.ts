import assert from 'node:assert/strict';
import type { ContractChange } from '../../../../src/core/testcontract/contractChange';
import type { RunEnd, TestOutcome } from '../../../../src/core/testrun/report';
import { judgeBefore } from '../../../../src/core/verdict/judgeBefore';
import { judgeGreen } from '../../../../src/core/verdict/judgeGreen';
import type { TestReason } from '../../../../src/core/verdict/verdict';
import { greenEvidence } from '../../../kit/greenEvidence';
import { testReport, testResult } from '../../../kit/testReport';

const PASSING = testReport([testResult('test_a', 'passed'), testResult('test_b', 'passed')]);

describe('GREEN verdict', () => {
  it('is reached when every test passes, the tests are those of RED, and nothing else breaks', () => {
    const verdict = judgeGreen(greenEvidence(PASSING));
    assert.deepEqual(
      [verdict.phase, verdict.reached, verdict.summary],
      ['green', true, '2 tests pass, their files unchanged.'],
    );
    assert.deepEqual(
      verdict.tests.map((test) => [test.reason, test.asNeeded]),
      [
        ['passes-as-wanted', true],
        ['passes-as-wanted', true],
      ],
    );
    assert.deepEqual(
      verdict.checks.map(({ name, result }) => [name, result]),
      [
        ['tests', 'passed'],
        ['tests unchanged', 'passed'],
        ['other tests', 'passed'],
      ],
    );
  });

  it('is not reached when a test file was changed since RED, though everything passes', () => {
    const sinceRed = { by: 'bytes', files: ['tests/test_cart.py', 'tests/test_more.py'], accepted: [] } as const;
    const verdict = judgeGreen(greenEvidence(PASSING, { sinceRed }));
    assert.deepEqual(
      [verdict.reached, verdict.summary],
      [false, 'The tests were changed since RED: tests/test_cart.py, tests/test_more.py.'],
    );
  });

  it('goes by what the tests promise, where that is known: another promise is named, one more test is none', () => {
    const change = (about: Partial<ContractChange>): ContractChange => ({
      ...{ kind: 'assertion-weakened', file: 'tests/test_cart.py', line: 7, test: 'test_a', weakens: true },
      ...{ detail: '== 3 became >= 3', ...about },
    });
    const judged = (...changes: ContractChange[]) =>
      judgeGreen(greenEvidence(PASSING, { sinceRed: { by: 'promise', changes, accepted: [] } }));
    assert.deepEqual([judged().reached, judged().summary], [true, '2 tests pass, and promise what RED accepted.']);
    assert.equal(judged(change({ kind: 'test-added', weakens: false })).reached, true);
    assert.deepEqual(
      [judged(change({})).reached, judged(change({})).summary],
      [false, 'What the tests promise was changed since RED: tests/test_cart.py:7 == 3 became >= 3.'],
    );
    assert.equal(judged(change({ kind: 'support-changed', weakens: false })).reached, false);
  });

  for (const by of ['bytes', 'promise'] as const) {
    it(`says in which tests a person accepted a change, and does not call them unchanged (by ${by})`, () => {
      const sinceRed = { by, files: [], changes: [], accepted: ['tests/test_cart.py'] };
      const { reached, summary, checks } = judgeGreen(greenEvidence(PASSING, { sinceRed }));
      assert.deepEqual(
        [reached, summary],
        [true, '2 tests pass after the change of the tests that you accepted in tests/test_cart.py.'],
      );
      const unchanged = checks.find(({ name }) => name === 'tests unchanged');
      assert.match(unchanged?.detail ?? '', /, but for what you accepted in tests\/test_cart\.py\.$/);
    });
  }

  const reasons: Readonly<Record<Exclude<TestOutcome, 'passed' | 'flaky'>, TestReason>> = {
    failed: 'fails',
    'setup-error': 'fixture-error',
    'collection-error': 'fails',
    skipped: 'skipped',
    xfailed: 'skipped',
    'timed-out': 'timed-out',
    crashed: 'crashed',
    'not-run': 'not-run',
  };
  for (const [outcome, reason] of Object.entries(reasons)) {
    it(`is not reached with a test that is ${outcome}`, () => {
      const failure = { exception: 'AssertionError', message: 'assert 1 == 2\nmore' };
      const odd = testResult('test_b', outcome as TestOutcome, outcome === 'failed' ? failure : undefined);
      const verdict = judgeGreen(greenEvidence(testReport([testResult('test_a', 'passed'), odd])));
      assert.deepEqual([verdict.reached, verdict.summary], [false, '1 of 2 tests does not pass.']);
      assert.deepEqual([verdict.tests[1]?.reason, verdict.tests[1]?.asNeeded], [reason, false]);
      if (outcome === 'failed') assert.equal(verdict.tests[1]?.explanation, 'failed: AssertionError: assert 1 == 2');
    });
  }

  it('is not reached with a test that ends differently in another order, and names it', () => {
    const message = 'passed in one run, failed in another order';
    const flaky = testResult('test_b', 'flaky', { message });
    const verdict = judgeGreen(greenEvidence(testReport([testResult('test_a', 'passed'), flaky])));
    assert.deepEqual(
      [verdict.reached, verdict.summary, verdict.tests[1]?.reason, verdict.tests[1]?.explanation],
      [false, '1 of 2 tests does not pass each time: test_b.', 'flaky', `flaky: ${message}`],
    );
  });

  it('is not reached without any test, nor by a run that did not complete', () => {
    const none = judgeGreen(greenEvidence(testReport([])));
    assert.deepEqual([none.reached, none.summary], [false, 'No test ran.']);
    const ends: readonly RunEnd[] = [
      { kind: 'none-ran', detail: 'no tests collected' },
      { kind: 'died', detail: 'exit code 3' },
      { kind: 'timed-out', limitMs: 1000 },
      { kind: 'cancelled' },
    ];
    for (const end of ends) {
      const verdict = judgeGreen(greenEvidence({ ...PASSING, end }, { notes: ['the second run'] }));
      assert.deepEqual([verdict.reached, verdict.notes], [false, ['the second run']], end.kind);
      assert.ok(verdict.tests.every((test) => !test.asNeeded));
    }
  });

  it('is not reached when a test of another file passed before the change and does not now', () => {
    const other = (outcome: TestOutcome) => {
      const test = testResult('test_receipt', outcome, outcome === 'failed' ? { message: 'no' } : undefined);
      return testReport([{ ...test, id: 'tests/test_receipt.py::test_receipt', file: 'tests/test_receipt.py' }]);
    };
    const files = ['tests/test_receipt.py'];
    const others = { files, before: other('passed'), after: other('failed'), notes: [] };
    const verdict = judgeGreen(greenEvidence(PASSING, { others }));
    assert.deepEqual(
      [verdict.reached, verdict.summary],
      [false, '1 test of other files passed before the change and does not now: test_receipt.'],
    );
    const [, , regressed] = verdict.tests;
    assert.deepEqual(
      [regressed?.reason, regressed?.asNeeded, regressed?.explanation],
      ['regressed', false, 'passed before the change; failed: no'],
    );
    const kept = judgeGreen(greenEvidence(PASSING, { others: { ...others, after: other('passed') } }));
    assert.deepEqual([kept.reached, kept.tests.length], [true, 2], 'what passes as before is not listed');
  });
});

describe('the verdict before a phase', () => {
  it('lets it begin only when the tests pass', () => {
    assert.equal(judgeBefore('refactor', PASSING), undefined);
    const verdict = judgeBefore('refactor', testReport([testResult('test_a', 'failed')]));
    assert.deepEqual(
      [verdict?.phase, verdict?.reached, verdict?.summary],
      ['refactor', false, 'Before the change: 1 of 1 tests does not pass.'],
    );
    assert.equal(judgeBefore('refactor', testReport([]))?.summary, 'Before the change: No test ran.');
  });
});
