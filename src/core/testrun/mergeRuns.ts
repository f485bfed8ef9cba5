import type { TestReport, TestResult } from './report';

/**
 * One report of two runs of the same tests: a test that ended differently, or was there in one run only, is `flaky` and says how.
 * What did not run the second time, because that run was broken off, is taken as the first run has it.
 */
export function mergeRuns(first: TestReport, second: TestReport, order: 'same' | 'other' = 'other'): TestReport {
  const again = new Map(second.tests.map((test) => [test.id, test]));
  const known = new Set(first.tests.map((test) => test.id));
  const isWhole = first.end.kind === 'completed' && second.end.kind === 'completed';
  const tests = first.tests.map((test) => {
    const other = again.get(test.id);
    if (other === undefined)
      return isWhole ? flaky(test, { once: describe(test), again: 'was not there', order }) : test;
    const [one, two] = [endOf(test), endOf(other)];
    const isCut = other.outcome === 'not-run' && second.end.kind !== 'completed';
    return one === two || isCut ? test : flaky(test, { once: describe(test), again: describe(other), order });
  });
  const added = isWhole ? second.tests.filter((test) => !known.has(test.id)) : [];
  return {
    ...first,
    tests: [...tests, ...added.map((test) => flaky(test, { once: 'was not there', again: describe(test), order }))],
  };
}

/** Messages may hold addresses and times; the outcome and the kind of error are what must not change. */
function endOf({ outcome, failure }: TestResult): string {
  return `${outcome} ${failure?.exception ?? ''}`;
}

function describe({ outcome, failure }: TestResult): string {
  const cause = [failure?.exception, failure?.message.split('\n', 1)[0]].filter(Boolean).join(': ');
  return cause === '' ? outcome.replace('-', ' ') : `${outcome.replace('-', ' ')} with ${cause}`;
}

function flaky(
  test: TestResult,
  { once, again, order }: { readonly once: string; readonly again: string; readonly order: 'same' | 'other' },
): TestResult {
  const message = `${once} in one run, ${again} in ${order === 'other' ? 'another order' : 'the next'}`;
  return { ...test, outcome: 'flaky', failure: { exception: '', message, details: message } };
}
