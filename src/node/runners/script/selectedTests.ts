import type { TestResult } from '../../../core/testrun/report';
import type { RunRecord } from '../runRecord';

/**
 * What the records say of some tests, suites and files, of what stands in these, and of what they stand in; of others, that they ran.
 * @param of `tests` when no id is that of a suite: then nothing stands in these
 */
export function selectedTests(
  records: readonly RunRecord[],
  tests: readonly string[],
  of: 'tests' | 'tests and suites' = 'tests and suites',
): readonly RunRecord[] {
  const isSelected = (id: string): boolean =>
    tests.some(
      (test) => test === id || test.startsWith(`${id}::`) || (of === 'tests and suites' && id.startsWith(`${test}::`)),
    );
  return records.flatMap((record): readonly RunRecord[] => {
    switch (record.kind) {
      case 'known':
      case 'declared':
        return [{ ...record, tests: record.tests.filter(({ id }) => isSelected(id)) }];
      case 'started':
        return isSelected(record.test.id) ? [record] : [];
      case 'result':
        return isSelected(record.result.id) ? [record] : besideOf(record.result);
      default:
        return [record];
    }
  });
}

function besideOf({ id, outcome }: TestResult): readonly RunRecord[] {
  return outcome === 'skipped' || outcome === 'not-run' ? [] : [{ kind: 'beside', id }];
}
