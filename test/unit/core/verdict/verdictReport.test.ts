import assert from 'node:assert/strict';
import { judgeVerify } from '../../../../src/core/verdict/judgeVerify';
import { verdictReport } from '../../../../src/core/verdict/verdictReport';
import { testReport, testResult } from '../../../kit/testReport';

const OPEN = { name: 'coverage', result: 'not-available', detail: 'nothing | measures `it`' } as const;

function report(...tests: Parameters<typeof testReport>[0]): string {
  const verdict = judgeVerify(testReport(tests), [OPEN], undefined);
  const requirements = [
    { id: 'FR-001', title: 'Total <b>', state: 'proven', why: '1 test passes', tests },
    { id: 'FR-002', title: '', state: 'untested', why: 'no test names it', tests: [] },
  ];
  return verdictReport({ component: 'cart', verdict, requirements, proof: [], toRoot: '../../' });
}

describe('the report of a verdict', () => {
  it('is a page with its checks, requirements and tests, each test a link', () => {
    const text = report(testResult('test_total (of it)', 'passed'));
    assert.equal(
      text,
      `# VERIFY of cart: reached

Passed: tests. Not checked: coverage.

Run at 2026-01-01T12:00:00.000Z: python -m pytest tests/test_cart.py

## Checks

| check | result | what was found |
| --- | --- | --- |
| tests | passed | 1 test passes. |
| coverage | not shown | nothing \\| measures \\\`it\\\` |

## Requirements

| requirement | state | why | tests |
| --- | --- | --- | --- |
| FR-001 Total \\<b\\> | proven | 1 test passes | [test_total (of it)](../../tests/test_cart.py#L3) |
| FR-002 | untested | no test names it |  |

## Tests

| test | outcome | what it says |
| --- | --- | --- |
| [test_total (of it)](../../tests/test_cart.py#L3) | passed | passes |
`,
    );
  });

  it('says in its title what is not reached', () => {
    assert.match(report(testResult('test_total', 'failed')), /^# VERIFY of cart: not reached\n\nFailed: tests\./);
  });

  it('links to files with any name', () => {
    const text = report({ ...testResult('test', 'passed'), file: 'my tests/a(1)#2.py' });
    assert.match(text, /\]\(\.\.\/\.\.\/my%20tests\/a%281%29%232\.py#L3\)/);
  });
});
