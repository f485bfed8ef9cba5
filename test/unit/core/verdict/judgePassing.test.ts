import assert from 'node:assert/strict';
import type { RunEnd, TestOutcome } from '../../../../src/core/testrun/report';
import { TEST_OUTCOMES } from '../../../../src/core/testrun/report';
import { judgeBefore, judgeGreen, judgeRefactor, judgeVerify } from '../../../../src/core/verdict/judgePassing';
import type { Check, TestReason } from '../../../../src/core/verdict/verdict';
import { testReport, testResult } from '../../../kit/testReport';

const PASSING = testReport([testResult('test_a', 'passed'), testResult('test_b', 'passed')]);
const BROKEN_ENDS: readonly RunEnd[] = [
  { kind: 'none-ran', detail: 'no tests collected' },
  { kind: 'died', detail: 'exit code 3' },
  { kind: 'timed-out', limitMs: 1000 },
  { kind: 'cancelled' },
];

describe('GREEN verdict', () => {
  it('is reached when every test passes and the tests are those of RED', () => {
    const verdict = judgeGreen(PASSING, []);
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
  });

  it('is not reached when a test file was changed since RED, though everything passes', () => {
    const verdict = judgeGreen(PASSING, ['tests/test_cart.py', 'tests/test_more.py']);
    assert.deepEqual(
      [verdict.reached, verdict.summary],
      [false, 'The tests were changed since RED: tests/test_cart.py, tests/test_more.py.'],
    );
  });

  const reasons: Readonly<Record<Exclude<TestOutcome, 'passed'>, TestReason>> = {
    failed: 'fails',
    'setup-error': 'fixture-error',
    'collection-error': 'fails',
    skipped: 'skipped',
    xfailed: 'skipped',
    'timed-out': 'timed-out',
    crashed: 'crashed',
    'not-run': 'not-run',
    flaky: 'flaky',
  };
  for (const [outcome, reason] of Object.entries(reasons)) {
    it(`is not reached with a test that is ${outcome}`, () => {
      const failure = { exception: 'AssertionError', message: 'assert 1 == 2\nmore' };
      const odd = testResult('test_b', outcome as TestOutcome, outcome === 'failed' ? failure : undefined);
      const verdict = judgeGreen(testReport([testResult('test_a', 'passed'), odd]), []);
      assert.deepEqual([verdict.reached, verdict.summary], [false, '1 of 2 tests does not pass.']);
      assert.deepEqual([verdict.tests[1]?.reason, verdict.tests[1]?.asNeeded], [reason, false]);
      if (outcome === 'failed') assert.equal(verdict.tests[1]?.explanation, 'failed: AssertionError: assert 1 == 2');
    });
  }

  it('is not reached without any test, nor by a run that did not complete', () => {
    assert.deepEqual(
      [judgeGreen(testReport([]), []).reached, judgeGreen(testReport([]), []).summary],
      [false, 'No test ran.'],
    );
    for (const end of BROKEN_ENDS) {
      const verdict = judgeGreen({ ...PASSING, end }, []);
      assert.equal(verdict.reached, false, end.kind);
      assert.ok(verdict.tests.every((test) => !test.asNeeded));
    }
  });
});

describe('REFACTOR verdict', () => {
  it('is reached when the tests that passed before pass after', () => {
    const verdict = judgeRefactor(PASSING, PASSING, []);
    assert.deepEqual([verdict.phase, verdict.reached, verdict.notes], ['refactor', true, []]);
  });

  it('is not reached when a test has disappeared', () => {
    const verdict = judgeRefactor(PASSING, testReport([testResult('test_a', 'passed')]), []);
    assert.deepEqual([verdict.reached, verdict.summary], [false, '1 of 2 tests does not pass.']);
    const [, gone] = verdict.tests;
    assert.deepEqual(
      [gone?.id, gone?.name, gone?.file, gone?.reason, gone?.asNeeded],
      ['tests/test_cart.py::test_b', 'test_b', 'tests/test_cart.py', 'disappeared', false],
    );
  });

  it('is not reached when a test fails now, or a test file was changed', () => {
    const failing = testReport([testResult('test_a', 'passed'), testResult('test_b', 'failed')]);
    assert.equal(judgeRefactor(PASSING, failing, []).reached, false);
    assert.equal(judgeRefactor(PASSING, PASSING, ['tests/test_cart.py']).reached, false);
  });

  it('says when nobody looked at the tests before the change', () => {
    const verdict = judgeRefactor(undefined, PASSING, []);
    assert.equal(verdict.reached, true);
    assert.match(verdict.notes.join(), /were not run before the change: phases\.refactor\.require_tests_pass is off/);
  });

  it('does not begin when the tests do not pass before', () => {
    assert.equal(judgeBefore('refactor', PASSING), undefined);
    const verdict = judgeBefore('refactor', testReport([testResult('test_a', 'failed')]));
    assert.deepEqual(
      [verdict?.phase, verdict?.reached, verdict?.summary],
      ['refactor', false, 'Before the change: 1 of 1 tests does not pass.'],
    );
    assert.equal(judgeBefore('refactor', testReport([]))?.summary, 'Before the change: No test ran.');
  });
});

describe('VERIFY verdict', () => {
  const syntax: Check = { name: 'syntax', result: 'passed', detail: 'every file parses' };
  const silent: readonly Check[] = [
    { name: 'conformance', result: 'not-configured', detail: 'conformance: not configured' },
    { name: 'coverage', result: 'not-available', detail: 'not measured' },
  ];

  it('is reached by syntax and tests, and names what nobody looked at', () => {
    const verdict = judgeVerify(PASSING, [...silent, syntax], undefined);
    assert.deepEqual(
      [verdict.reached, verdict.summary],
      [true, 'Passed: syntax, tests. Not checked: conformance, coverage.'],
    );
    assert.deepEqual(
      verdict.checks.map((check) => [check.name, check.result]),
      [
        ['syntax', 'passed'],
        ['tests', 'passed'],
        ['conformance', 'not-configured'],
        ['coverage', 'not-available'],
      ],
    );
  });

  it('never says that something holds which was not looked at', () => {
    const verdict = judgeVerify(PASSING, [{ ...syntax, result: 'not-available' }, ...silent], undefined);
    assert.equal(verdict.summary, 'Passed: tests. Not checked: syntax, conformance, coverage.');
    assert.deepEqual(
      verdict.checks.filter((check) => check.result === 'passed').map((check) => check.name),
      ['tests'],
    );
  });

  it('claims that test files are unchanged only when they were compared, and fails when they are not', () => {
    const tests = (changed: readonly string[] | undefined) =>
      judgeVerify(PASSING, [syntax], changed).checks.find((check) => check.name === 'tests');
    assert.equal(tests(undefined)?.detail, '2 tests pass.');
    assert.equal(tests([])?.detail, '2 tests pass, their files unchanged.');
    assert.deepEqual(tests(['tests/test_cart.py']), {
      name: 'tests',
      result: 'failed',
      detail: 'The tests were changed since RED: tests/test_cart.py.',
    });
    assert.equal(judgeVerify(PASSING, [syntax], ['tests/test_cart.py']).reached, false);
  });

  it('fails by each check that fails, and says which', () => {
    const failing = testReport([testResult('test_a', 'failed')]);
    assert.equal(judgeVerify(failing, [syntax], undefined).summary, 'Failed: tests.');
    const both = judgeVerify(failing, [{ ...syntax, result: 'failed' }, ...silent], undefined);
    assert.deepEqual(
      [both.reached, both.summary],
      [false, 'Failed: syntax, tests. Not checked: conformance, coverage.'],
    );
  });

  it('fails without tests, and for a run that did not complete', () => {
    for (const report of [testReport([]), ...BROKEN_ENDS.map((end) => ({ ...PASSING, end }))]) {
      const verdict = judgeVerify(report, [syntax], undefined);
      assert.deepEqual([verdict.reached, verdict.summary], [false, 'Failed: tests.'], report.end.kind);
    }
  });

  it('counts no outcome but passed as passed', () => {
    for (const outcome of TEST_OUTCOMES) {
      assert.equal(
        judgeVerify(testReport([testResult('test_a', outcome)]), [syntax], undefined).reached,
        outcome === 'passed',
      );
    }
  });
});
