import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { ok } from '../lib/result';
import type { WritingPhase } from '../phase';
import type { TestReport } from '../testrun/report';
import { judgeBefore } from '../verdict/judgeBefore';
import type { Verdict } from '../verdict/verdict';
import { coverageFiles } from './coverageFiles';
import type { PhaseEvent } from './phaseEvents';
import type { Ports } from './ports';
import { runTests } from './runTests';
import type { Task } from './task';
import { testFilesOf } from './testFiles';

export interface Baseline {
  /** Undefined when the phase needs no run before the change. */
  readonly report: TestReport | undefined;
  /** Set when the phase cannot begin: its tests do not pass before the change. */
  readonly blocked: Verdict | undefined;
}

const NONE: Baseline = { report: undefined, blocked: undefined };

/** Runs the tests before the change: RED tells old tests from new ones by it, REFACTOR has nothing to keep when they fail. */
export async function* runBaseline(
  task: Task<WritingPhase>,
  ports: Pick<Ports, 'reader' | 'links' | 'runners'>,
  signal: AbortSignal,
): AsyncGenerator<PhaseEvent, Result<Baseline, Problem>> {
  const wanted =
    task.phase === 'refactor'
      ? task.config.refactorRequiresPassingTests
      : task.phase === 'red' && (await ports.reader.read(task.testPath)) !== undefined;
  if (!wanted) return ok(NONE);
  yield { kind: 'step', step: 'baseline' };
  const coverageOf = task.phase === 'refactor' ? await coverageFiles(task, [], ports) : {};
  const wantedRun = { files: await testFilesOf(task, [], ports), ...coverageOf };
  const report = yield* runTests(task, wantedRun, ports, signal);
  if (!report.ok) return report;
  const blocked = task.phase === 'refactor' ? judgeBefore('refactor', report.value) : undefined;
  if (blocked !== undefined) yield { kind: 'verdict', verdict: blocked };
  return ok({ report: report.value, blocked });
}
