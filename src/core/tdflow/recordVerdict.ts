import type { JournalEntry } from '../apply/journal';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { ok } from '../lib/result';
import type { Phase } from '../phase';
import { describeFailures } from '../testrun/describeFailures';
import type { TestReport } from '../testrun/report';
import type { Verdict } from '../verdict/verdict';
import { markFiles, markSpecification } from './fileMarks';
import type { Ports } from './ports';
import type { PhaseRecord, Session } from './session';
import { withPhaseRecord, withSpecification } from './sessionChanges';
import type { Task } from './task';
import { testFilesOf } from './testFiles';

export interface Judgement {
  readonly verdict: Verdict;
  readonly report: TestReport;
  /** Model name for the record; `none` when no model took part. */
  readonly model: string;
  readonly attempt: string | undefined;
  /** The applied change that is still in place. */
  readonly entry: JournalEntry | undefined;
}

/** Writes verdict and session, so that both faces and the next phase know; the last thing that a phase does. Gives the session. */
export async function recordVerdict(task: Task, judgement: Judgement, ports: Ports): Promise<Result<Session, Problem>> {
  const { verdict, report, entry } = judgement;
  const { session, component, phase } = task;
  const attempt =
    judgement.attempt === undefined
      ? await ports.attempts.open(session.id, phase, component.name)
      : ok(judgement.attempt);
  if (!attempt.ok) return attempt;
  const kept = { component: component.name, verdict, failures: describeFailures(report) };
  const saved = await ports.attempts.saveVerdict(session.id, attempt.value, kept);
  if (!saved.ok) return saved;
  const written = entry?.changes.map((change) => change.path) ?? [];
  const files = await markFiles([...(await testFilesOf(task, written, ports)), ...written, ...codeOf(task)], ports);
  const at = ports.clock.now().toISOString();
  const about = {
    component: component.name,
    phase,
    testsFile: task.testPath.relative,
    implFile: task.implementationPath.relative,
    framework: report.runner,
  };
  const record: PhaseRecord = {
    state: verdict.reached ? 'reached' : 'not-reached',
    summary: verdict.summary,
    at,
    attempt: attempt.value,
    model: judgement.model,
    journalEntry: entry?.id,
    specification: markSpecification(task.component, ports),
    files,
  };
  return ports.sessions.update(session, (current) =>
    withPhaseRecord(withSpecification(current, task.specification, at), about, record),
  );
}

/** RED speaks of the tests alone; every later verdict speaks of the code too. */
function codeOf(task: { readonly phase: Phase; readonly implementationPath: { readonly relative: string } }): string[] {
  return task.phase === 'red' ? [] : [task.implementationPath.relative];
}
