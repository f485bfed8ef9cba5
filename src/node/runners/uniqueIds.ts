import type { TestResult } from '../../core/testrun/report';

/** The same results, with a number where parameters give several tests one name. */
export function uniqueIds(results: readonly TestResult[]): readonly TestResult[] {
  const seen = new Map<string, number>();
  return results.map((result) => {
    const times = (seen.get(result.id) ?? 0) + 1;
    seen.set(result.id, times);
    return times === 1 ? result : { ...result, id: `${result.id} (${times})` };
  });
}
