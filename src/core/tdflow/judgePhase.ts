import type { JournalEntry } from '../apply/journal';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { ok } from '../lib/result';
import type { WritingPhase } from '../phase';
import type { TestReport } from '../testrun/report';
import { judgeGreen, judgeRefactor } from '../verdict/judgePassing';
import type { Verdict } from '../verdict/verdict';
import { changedSince } from './fileMarks';
import type { RedPorts } from './judgeRedPhase';
import { judgeRedPhase } from './judgeRedPhase';
import type { PhaseEvent } from './phaseEvents';
import { runTests } from './runTests';
import { componentOf } from './session';
import type { Task } from './task';
import { testFilesOf } from './testFiles';

export interface Judged {
  readonly verdict: Verdict;
  readonly report: TestReport;
}

/** What happened before the tests are run. */
export interface Since {
  /** The run before the change, when there was one. */
  readonly baseline: TestReport | undefined;
  readonly entry: JournalEntry | undefined;
  /** Why changes of what the tests promise were accepted, by file. */
  readonly reasons: Readonly<Record<string, string>>;
}

/** Runs the component's tests as they stand and says what that proves for the phase. */
export async function* judgePhase(
  task: Task<WritingPhase>,
  since: Since,
  ports: RedPorts,
  signal: AbortSignal,
): AsyncGenerator<PhaseEvent, Result<Judged, Problem>> {
  const written =
    since.entry?.changes.filter((change) => change.after !== undefined).map((change) => change.path) ?? [];
  const files = await testFilesOf(task, written, ports);
  if (task.phase === 'red') return yield* judgeRedPhase(task, { ...since, files }, ports, signal);
  yield { kind: 'step', step: 'tests' };
  const run = yield* runTests(task, files, ports, signal);
  if (!run.ok) return run;
  yield { kind: 'step', step: 'verdict' };
  const report = run.value;
  const proven = componentOf(task.session, task.component.name)?.phases.red?.files ?? [];
  const changed = await changedSince(proven, ports);
  const verdict = task.phase === 'green' ? judgeGreen(report, changed) : judgeRefactor(since.baseline, report, changed);
  yield { kind: 'verdict', verdict };
  return ok({ report, verdict });
}
