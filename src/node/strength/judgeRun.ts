import type { MutantOutcome } from '../../core/proof/mutation/strength';
import type { TestReport, TestResult } from '../../core/testrun/report';

/** What is refused before any test runs is no fault that a test could notice. */
const REFUSED = { byParser: /^SyntaxError$/, byCompiler: /^(?:CompileError|TSError|SyntaxError)$/ };

/** What the tests made of a fault. `failed` is the first test that failed. */
export function judgeRun(
  { end, tests }: TestReport,
  failed: TestResult | undefined,
  language: 'compiled' | 'interpreted',
): MutantOutcome {
  if (failed !== undefined) {
    const refused = language === 'compiled' ? REFUSED.byCompiler : REFUSED.byParser;
    return failed.outcome === 'collection-error' && refused.test(failed.failure?.exception ?? '')
      ? { kind: 'could-not-run', why: failed.failure?.message.split('\n', 1)[0] ?? 'it does not compile' }
      : { kind: 'killed', by: failed.id };
  }
  const hanging = tests.find(({ outcome }) => outcome === 'timed-out');
  switch (end.kind) {
    case 'timed-out':
      return { kind: 'timed-out', limitMs: end.limitMs };
    case 'died':
      return { kind: 'killed', by: '' };
    case 'cancelled':
      return { kind: 'not-run' };
    case 'none-ran':
      return { kind: 'could-not-run', why: end.detail };
    case 'not-started':
      return { kind: 'could-not-run', why: 'the test runner could not be started' };
    case 'completed':
      if (hanging !== undefined) return { kind: 'timed-out', limitMs: hanging.durationMs };
      return tests.some(({ outcome }) => outcome === 'passed')
        ? { kind: 'survived' }
        : { kind: 'could-not-run', why: 'no test ran' };
  }
}
