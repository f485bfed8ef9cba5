import assert from 'node:assert/strict';
import type { RunEnd } from '../../../../src/core/testrun/report';
import { TEST_OUTCOMES } from '../../../../src/core/testrun/report';
import type { TestsSinceRed } from '../../../../src/core/verdict/judgePassing';
import { judgeVerify } from '../../../../src/core/verdict/judgeVerify';
import type { Check } from '../../../../src/core/verdict/verdict';
import { testReport, testResult } from '../../../kit/testReport';

const PASSING = testReport([testResult('test_a', 'passed'), testResult('test_b', 'passed')]);
const BROKEN_ENDS: readonly RunEnd[] = [
  { kind: 'none-ran', detail: 'no tests collected' },
  { kind: 'died', detail: 'exit code 3' },
  { kind: 'timed-out', limitMs: 1000 },
  { kind: 'cancelled' },
];
const changed = (...files: string[]): TestsSinceRed => ({ by: 'bytes', files, accepted: [] });

describe('VERIFY verdict', () => {
  const syntax: Check = { name: 'syntax', result: 'passed', detail: 'every file parses' };
  const silent: readonly Check[] = [
    {
      name: 'conformance',
      result: 'not-configured',
      detail: 'The project has no contracts: agentforge conformance init writes a first one.',
    },
    { name: 'coverage', result: 'not-available', detail: 'not measured' },
  ];

  it('is reached by syntax and tests, and names what nobody looked at', () => {
    const verdict = judgeVerify(PASSING, [...silent, syntax], undefined);
    assert.deepEqual(
      [verdict.reached, verdict.summary],
      [true, 'Passed: syntax, tests. Not checked: coverage, conformance.'],
    );
    assert.deepEqual(
      verdict.checks.map((check) => [check.name, check.result]),
      [
        ['syntax', 'passed'],
        ['tests', 'passed'],
        ['coverage', 'not-available'],
        ['conformance', 'not-configured'],
      ],
    );
  });

  it('never says that something holds which was not looked at', () => {
    const verdict = judgeVerify(PASSING, [{ ...syntax, result: 'not-available' }, ...silent], undefined);
    assert.equal(verdict.summary, 'Passed: tests. Not checked: syntax, coverage, conformance.');
    assert.deepEqual(
      verdict.checks.filter((check) => check.result === 'passed').map((check) => check.name),
      ['tests'],
    );
  });

  it('claims that test files are unchanged only when they were compared, and fails when they are not', () => {
    const tests = (since: TestsSinceRed | undefined) =>
      judgeVerify(PASSING, [syntax], since).checks.find((check) => check.name === 'tests');
    assert.equal(tests(undefined)?.detail, '2 tests pass.');
    assert.equal(tests(changed())?.detail, '2 tests pass, their files unchanged.');
    assert.deepEqual(tests(changed('tests/test_cart.py')), {
      name: 'tests',
      result: 'failed',
      detail: 'The tests were changed since RED: tests/test_cart.py.',
    });
    const refused = judgeVerify(PASSING, [syntax], changed('tests/test_cart.py'));
    assert.deepEqual([refused.reached, refused.summary], [false, 'Failed: tests unchanged, tests.']);
  });

  it('fails by each check that fails, and says which', () => {
    const failing = testReport([testResult('test_a', 'failed')]);
    assert.equal(judgeVerify(failing, [syntax], undefined).summary, 'Failed: tests.');
    const both = judgeVerify(failing, [{ ...syntax, result: 'failed' }, ...silent], undefined);
    assert.deepEqual(
      [both.reached, both.summary],
      [false, 'Failed: syntax, tests. Not checked: coverage, conformance.'],
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
