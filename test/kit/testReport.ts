import type { TestFailure, TestOutcome, TestReport, TestResult } from '../../src/core/testrun/report';

/** A run that completed, unless something else is said about it. */
export function testReport(tests: readonly TestResult[], about: Partial<TestReport> = {}): TestReport {
  return {
    runner: 'pytest',
    command: 'python -m pytest tests/test_cart.py',
    end: { kind: 'completed' },
    tests,
    imports: [],
    output: '',
    durationMs: 1,
    startedAt: '2026-01-01T12:00:00.000Z',
    ...about,
  };
}

/** A test of `tests/test_cart.py`. */
export function testResult(name: string, outcome: TestOutcome, failure?: Partial<TestFailure>): TestResult {
  const file = 'tests/test_cart.py';
  return {
    id: `${file}::${name}`,
    name,
    file,
    line: 3,
    outcome,
    durationMs: 1,
    failure: failure === undefined ? undefined : { exception: '', message: '', details: '', ...failure },
  };
}
