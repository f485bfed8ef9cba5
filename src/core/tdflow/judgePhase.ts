import type { JournalEntry } from '../apply/journal';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { ok } from '../lib/result';
import type { WritingPhase } from '../phase';
import type { TestReport } from '../testrun/report';
import { isRed } from '../testrun/report';
import { judgeGreen, judgeRefactor } from '../verdict/judgePassing';
import { judgeRed } from '../verdict/judgeRed';
import { subjectOf } from '../verdict/subject';
import type { Verdict } from '../verdict/verdict';
import { changedSince } from './fileMarks';
import type { PhaseEvent } from './phaseEvents';
import type { Ports } from './ports';
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
  ports: Pick<Ports, 'reader' | 'links' | 'runners' | 'attempts'>,
  signal: AbortSignal,
): AsyncGenerator<PhaseEvent, Result<Judged, Problem>> {
  yield { kind: 'step', step: 'tests' };
  const written =
    since.entry?.changes.filter((change) => change.after !== undefined).map((change) => change.path) ?? [];
  const run = yield* runTests(task, await testFilesOf(task, written, ports), ports, signal);
  if (!run.ok) return run;
  yield { kind: 'step', step: 'verdict' };
  const report = run.value;
  if (task.phase === 'red') {
    const subject = subjectOf(task.specification, task.component, task.implementationPath.relative);
    const earlierTests = await testsFromBefore(task, since.baseline, ports);
    const verdict = judgeRed({ report, subject, earlierTests });
    yield { kind: 'verdict', verdict };
    return ok({ report, verdict });
  }
  const proven = componentOf(task.session, task.component.name)?.phases.red?.files ?? [];
  const changed = await changedSince(proven, ports);
  const verdict = task.phase === 'green' ? judgeGreen(report, changed) : judgeRefactor(since.baseline, report, changed);
  yield { kind: 'verdict', verdict };
  return ok({ report, verdict });
}

/** Tests that ran without failing before this generation, but for those of an earlier RED that are still to be proven. */
async function testsFromBefore(
  task: Task<WritingPhase>,
  baseline: TestReport | undefined,
  ports: Pick<Ports, 'attempts'>,
): Promise<ReadonlySet<string>> {
  const ids = new Set(baseline?.tests.filter((test) => !isRed(test.outcome)).map((test) => test.id));
  const last = componentOf(task.session, task.component.name)?.phases.red;
  if (last?.state !== 'not-reached') return ids;
  const saved = await ports.attempts.readVerdict(task.session.id, last.attempt);
  for (const test of saved?.verdict.tests ?? []) ids.delete(test.id);
  return ids;
}
