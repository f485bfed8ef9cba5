import type { Requirement } from '../spec/requirement';

/** Criteria that no test names, where tests name others of the same requirement. */
export interface UnnamedCriteria {
  readonly unnamed: readonly string[];
  /** Those of them that no test can be for: one that names the requirement alone may be for any of its criteria. */
  readonly lacking: readonly string[];
}

/** @param testsOf the tests that name an id */
export function unnamedCriteria<T>(
  { id, criteria }: Pick<Requirement, 'id' | 'criteria'>,
  testsOf: (id: string) => readonly T[],
): UnnamedCriteria {
  const ofCriteria = new Set(criteria.flatMap((each) => testsOf(each.id)));
  const unnamed = criteria
    .filter((each) => ofCriteria.size > 0 && testsOf(each.id).length === 0)
    .map((each) => each.id);
  const isForAny = testsOf(id).some((test) => !ofCriteria.has(test));
  return { unnamed, lacking: isForAny ? [] : unnamed };
}
