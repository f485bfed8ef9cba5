import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import { mergeRuns } from '../testrun/mergeRuns';
import type { TestReport } from '../testrun/report';
import type { TestRequest } from '../testrun/runner';
import type { PhaseEvent } from './phaseEvents';
import type { Ports } from './ports';
import { limitsOf, OTHER_ORDER, runQuietly, runTests } from './runTests';
import type { Task } from './task';

export interface TwoRuns {
  /** A test that ended differently is `flaky`. The second run when that did not complete: then it is what counts. */
  readonly report: TestReport;
  /** What could not be looked at; each one sentence. */
  readonly notes: readonly string[];
}

/** Runs the tests of a component and, when all pass, once more, in another order where the runner can. The first run is told. */
export async function* runTwice(
  task: Task,
  wanted: Pick<TestRequest, 'files' | 'coverageOf'>,
  ports: Pick<Ports, 'runners'>,
  signal: AbortSignal,
): AsyncGenerator<PhaseEvent, Result<TwoRuns, Problem>> {
  yield { kind: 'step', step: 'tests' };
  const first = yield* runTests(task, wanted, ports, signal);
  if (!first.ok) return first;
  const { end, tests } = first.value;
  const isWorthIt = end.kind === 'completed' && tests.length > 0 && tests.every(({ outcome }) => outcome === 'passed');
  const runner = await ports.runners.for(task.testPath.relative);
  if (!isWorthIt || !runner.ok) return ok({ report: first.value, notes: [] });
  yield { kind: 'step', step: 'repeat' };
  const { name, abilities } = runner.value;
  const request = { files: wanted.files, ...limitsOf(task), ...(abilities.order ? { seed: OTHER_ORDER } : {}) };
  const second = await runQuietly(runner.value, request, signal);
  if (signal.aborted) return fail({ kind: 'cancelled' });
  if (second.end.kind !== 'completed') {
    const how = abilities.order ? `in another order (seed ${OTHER_ORDER})` : 'in the same order';
    return ok({ report: second, notes: [`All tests passed in the first run; this is the second one, ${how}.`] });
  }
  const report = mergeRuns(first.value, second, abilities.order ? 'other' : 'same');
  return ok({
    report,
    notes: abilities.order ? [] : [`${name} cannot change the order of tests: both runs had the same.`],
  });
}
