import assert from 'node:assert/strict';
import { judgeVerify } from '../../../../src/core/verdict/judgeVerify';
import { verdictReport } from '../../../../src/core/verdict/verdictReport';
import { testReport, testResult } from '../../../kit/testReport';

const PLACES = {
  specification: { path: 'specs/shop.yaml', line: 7 },
  code: ['src/cart.py'],
  tests: ['tests/test_cart.py'],
};
const OPEN = { name: 'coverage', result: 'not-available', detail: 'nothing | measures `it`' } as const;

function report(...tests: Parameters<typeof testReport>[0]): string {
  const verdict = judgeVerify(testReport(tests), [OPEN], undefined);
  const requirements = [
    { id: 'FR-001', title: 'Total <b>', line: 12, state: 'proven', why: '1 test passes', tests },
    { id: 'FR-002', title: '', line: 14, state: 'untested', why: 'no test names it', tests: [] },
  ];
  return verdictReport({ component: 'cart', places: PLACES, verdict, requirements, proof: [], toRoot: '../../' });
}

describe('the report of a verdict', () => {
  it('is a page with its checks, requirements and tests, each a link', () => {
    const text = report(testResult('test_total (of it)', 'passed'));
    assert.equal(
      text,
      `# VERIFY of cart: reached

Passed: tests. Not checked: coverage.

Specification: [specs/shop.yaml:7](../../specs/shop.yaml#L7) · Code: [src/cart.py](../../src/cart.py) · Tests: [tests/test_cart.py](../../tests/test_cart.py)

Run at 2026-01-01 12:00 UTC: python -m pytest tests/test_cart.py

## Checks

| check | result | what was found |
| --- | --- | --- |
| tests | passed | 1 test passes. |
| coverage | **not checked** | nothing \\| measures \\\`it\\\` |

## Requirements

| requirement | state | why | tests |
| --- | --- | --- | --- |
| [FR-001 Total \\<b\\>](../../specs/shop.yaml#L12) | proven | 1 test passes | [test_total (of it)](../../tests/test_cart.py#L3) |
| [FR-002](../../specs/shop.yaml#L14) | untested | no test names it |  |

## Tests

| test | outcome | what it says |
| --- | --- | --- |
| [test_total (of it)](../../tests/test_cart.py#L3) | passed |  |
`,
    );
  });

  it('says in its title what is not reached', () => {
    assert.match(report(testResult('test_total', 'failed')), /^# VERIFY of cart: not reached\n\nFailed: tests\./);
  });

  it('leads to what a check found, and to the contract that cannot be read', () => {
    const verdict = judgeVerify(
      testReport([]),
      [
        {
          ...{ name: 'conformance', result: 'not-available', detail: 'Not evaluated: contracts/own.contract.yaml' },
          findings: [
            { path: 'src/cart.py', line: 3, what: 'No print', by: 'warning of own/a', fails: false },
            { path: 'contracts/own.contract.yaml', line: 2, what: 'A broken list', by: 'error', fails: false },
            { path: undefined, line: undefined, what: 'No README', by: 'error of own/b', fails: true },
          ],
        },
      ],
      undefined,
    );
    const text = verdictReport({
      component: 'cart',
      places: PLACES,
      verdict,
      requirements: [],
      proof: [],
      toRoot: '../',
    });
    assert.match(text, /^\| conformance \| \*\*not checked\*\* \|/m);
    assert.match(text, /^## What conformance found$/m);
    assert.match(text, /^\| \[src\/cart\.py:3\]\(\.\.\/src\/cart\.py#L3\) \| No print \| warning of own\/a \|$/m);
    assert.match(
      text,
      /\[contracts\/own\.contract\.yaml:2\]\(\.\.\/contracts\/own\.contract\.yaml#L2\) \| A broken list/,
    );
    assert.match(text, /^\| the project \| No README \|/m);
  });

  it('links to files with any name', () => {
    const text = report({ ...testResult('test', 'passed'), file: 'my tests/a(1)#2.py' });
    assert.match(text, /\]\(\.\.\/\.\.\/my%20tests\/a%281%29%232\.py#L3\)/);
  });
});
