import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import type { TestReport } from '../testrun/report';
import type { PhaseEvent } from './phaseEvents';
import type { Ports } from './ports';
import type { Task } from './task';

/** Runs test files with the runner of the component's tests. A run that never began, or was cancelled, is a problem; any other end is a report. */
export async function* runTests(
  task: Task,
  files: readonly string[],
  ports: Pick<Ports, 'runners'>,
  signal: AbortSignal,
): AsyncGenerator<PhaseEvent, Result<TestReport, Problem>> {
  const runner = await ports.runners.for(task.testPath.relative);
  if (!runner.ok) return runner;
  let report: TestReport | undefined;
  for await (const event of runner.value.run({ files, timeLimitMs: task.testTimeLimitMs }, signal)) {
    yield { kind: 'test', event };
    if (event.kind === 'run-ended') report = event.report;
  }
  if (report === undefined) throw new Error(`${runner.value.name} ended without a report`);
  if (report.end.kind === 'cancelled' || signal.aborted) return fail({ kind: 'cancelled' });
  return report.end.kind === 'not-started' ? fail(report.end.problem) : ok(report);
}
