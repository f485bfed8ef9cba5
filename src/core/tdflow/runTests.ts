import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import type { TestReport } from '../testrun/report';
import type { TestRequest, TestRunner } from '../testrun/runner';
import type { PhaseEvent } from './phaseEvents';
import type { Ports } from './ports';
import type { Task } from './task';

/** A single test that takes longer hangs, as far as anybody can tell. */
const USUAL_TEST_LIMIT_MS = 60_000;

/** For a whole run, and for a single test where the runner can hold it. */
export function limitsOf(task: Task): { readonly timeLimitMs: number; readonly testTimeLimitMs: number } {
  const { testTimeLimitMs: timeLimitMs, singleTestLimitMs = USUAL_TEST_LIMIT_MS } = task;
  return { timeLimitMs, testTimeLimitMs: Math.min(singleTestLimitMs, timeLimitMs) };
}

/** Runs test files with the runner of the component's tests. A run that never began, or was cancelled, is a problem; any other end is a report. */
export async function* runTests(
  task: Task,
  wanted: Pick<TestRequest, 'files' | 'coverageOf'>,
  ports: Pick<Ports, 'runners'>,
  signal: AbortSignal,
): AsyncGenerator<PhaseEvent, Result<TestReport, Problem>> {
  const runner = await ports.runners.for(task.testPath.relative);
  if (!runner.ok) return runner;
  let report: TestReport | undefined;
  for await (const event of runner.value.run({ ...wanted, ...limitsOf(task) }, signal)) {
    yield { kind: 'test', event };
    if (event.kind === 'run-ended') report = event.report;
  }
  if (report === undefined) throw new Error(`${runner.value.name} ended without a report`);
  if (report.end.kind === 'cancelled' || signal.aborted) return fail({ kind: 'cancelled' });
  return report.end.kind === 'not-started' ? fail(report.end.problem) : ok(report);
}

/** Any seed other than the usual order's will do, as long as it is the same the next time. */
export const OTHER_ORDER = 20_011;

/** One more run that is told by its report alone. */
export async function runQuietly(runner: TestRunner, request: TestRequest, signal: AbortSignal): Promise<TestReport> {
  for await (const event of runner.run(request, signal)) if (event.kind === 'run-ended') return event.report;
  throw new Error(`${runner.name} ended without a report`);
}
