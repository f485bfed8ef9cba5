import assert from 'node:assert/strict';
import { mergeRuns } from '../../../../src/core/testrun/mergeRuns';
import type { TestReport } from '../../../../src/core/testrun/report';
import { testReport, testResult } from '../../../kit/testReport';

const outcomes = (report: TestReport) => report.tests.map((test) => `${test.outcome} ${test.name}`);
const failing = testResult('test_a', 'failed', { exception: 'AssertionError', message: 'assert 1 == 2\nmore' });

describe('two runs of the same tests', () => {
  it('give one report, in which a test that ended differently is flaky and says how', () => {
    const merged = mergeRuns(
      testReport([failing, testResult('test_b', 'passed')]),
      testReport([testResult('test_b', 'passed'), testResult('test_a', 'passed')]),
    );
    assert.deepEqual(outcomes(merged), ['flaky test_a', 'passed test_b']);
    assert.equal(
      merged.tests[0]?.failure?.message,
      'failed with AssertionError: assert 1 == 2 in one run, passed in another order',
    );
  });

  it('differ by the kind of error, not by its words: those may hold an address or a time', () => {
    const other = testResult('test_a', 'failed', { exception: 'AssertionError', message: 'assert 3 == 2' });
    assert.deepEqual(outcomes(mergeRuns(testReport([failing]), testReport([other]))), ['failed test_a']);
    const worse = testResult('test_a', 'failed', { exception: 'KeyError', message: 'assert 1 == 2' });
    assert.deepEqual(outcomes(mergeRuns(testReport([failing]), testReport([worse]))), ['flaky test_a']);
  });

  it('differ by a test that is in one of them only', () => {
    const merged = mergeRuns(testReport([failing]), testReport([testResult('test_b', 'passed')]));
    assert.deepEqual(outcomes(merged), ['flaky test_a', 'flaky test_b']);
    assert.equal(merged.tests[1]?.failure?.message, 'was not there in one run, passed in another order');
  });

  it('of which the second was broken off tell nothing of what it did not run, and all of what it did', () => {
    const died = { end: { kind: 'died', detail: 'exit code 139' } } as const;
    const cut = testReport([testResult('test_b', 'crashed'), testResult('test_a', 'not-run')], died);
    const merged = mergeRuns(testReport([failing, testResult('test_b', 'passed')]), cut);
    assert.deepEqual(outcomes(merged), ['failed test_a', 'flaky test_b']);
    assert.deepEqual(merged.end, { kind: 'completed' });
    assert.deepEqual(outcomes(mergeRuns(testReport([failing]), testReport([], died))), ['failed test_a']);
  });
});
