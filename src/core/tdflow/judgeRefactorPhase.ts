import type { JournalEntry } from '../apply/journal';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { ok } from '../lib/result';
import type { TestReport } from '../testrun/report';
import { judgeRefactor } from '../verdict/judgeRefactor';
import type { Verdict } from '../verdict/verdict';
import { codeChange } from './codeChange';
import { coverageFiles } from './coverageFiles';
import { withOthers } from './judgeGreenPhase';
import { runOthersAfter } from './otherTests';
import type { PhaseEvent } from './phaseEvents';
import type { Ports } from './ports';
import { runTwice } from './runTwice';
import { componentOf } from './session';
import type { Since } from './since';
import type { Task } from './task';
import { testsSinceRed } from './testsSinceRed';

/** Runs the tests as for GREEN, with coverage where the runner has it, and holds the code against what it was. */
export async function* judgeRefactorPhase(
  task: Task,
  { baseline, entry, reasons, files }: Since & { readonly files: readonly string[] },
  ports: Pick<Ports, 'reader' | 'links' | 'runners' | 'attempts' | 'journal' | 'trees'>,
  signal: AbortSignal,
): AsyncGenerator<PhaseEvent, Result<{ readonly verdict: Verdict; readonly report: TestReport }, Problem>> {
  const change = entry ?? (await keptChange(task, ports));
  const changed = change?.changes.map(({ path }) => path) ?? [];
  const coverageOf = await coverageFiles(task, changed, ports);
  const runs = yield* runTwice(task, { files, ...coverageOf }, ports, signal);
  if (!runs.ok) return runs;
  const others = yield* runOthersAfter(task, { before: baseline, changed }, ports, signal);
  if (!others.ok) return others;
  yield { kind: 'step', step: 'verdict' };
  const { report } = runs.value;
  const own = new Set(files);
  const before = baseline && { ...baseline, tests: baseline.tests.filter((test) => own.has(test.file)) };
  const code = await codeChange(task, change, ports);
  const verdict = judgeRefactor({
    before,
    report,
    sinceRed: await testsSinceRed(task, reasons, ports),
    others: others.value,
    coverageBefore: baseline?.coverage,
    code,
    notes: [...runs.value.notes, ...(baseline === undefined ? [nothingBefore(task)] : [])],
  });
  yield { kind: 'verdict', verdict };
  return ok({ verdict, report: withOthers(report, others.value.after) });
}

/** The change of the last REFACTOR when it is still in place: what stands there by hand now is judged against what was before it. */
async function keptChange(task: Task, ports: Pick<Ports, 'journal'>): Promise<JournalEntry | undefined> {
  const id = componentOf(task.session, task.component.name)?.phases.refactor?.journalEntry;
  if (id === undefined) return undefined;
  return (await ports.journal.readEntries()).find((each) => each.id === id && each.state === 'kept');
}

function nothingBefore({ config }: Task): string {
  return config.refactorRequiresPassingTests
    ? 'The tests were not run before the change, so nothing is compared with what they gave then.'
    : 'The tests were not run before the change: phases.refactor.require_tests_pass is off.';
}
