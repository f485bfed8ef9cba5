import { isTestPath } from '../changes/phaseLock';
import { isSourcePath } from '../codebase/sourcePath';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import { isScanned } from '../testcontract/findWorkarounds';
import type { TestReport } from '../testrun/report';
import { judgeConformance } from '../verdict/judgeConformance';
import { judgeGreen } from '../verdict/judgeGreen';
import type { Verdict } from '../verdict/verdict';
import { runOthersAfter } from './otherTests';
import type { PhaseEvent } from './phaseEvents';
import type { Ports } from './ports';
import { runTwice } from './runTwice';
import type { Since } from './since';
import type { Task } from './task';
import { testsSinceRed } from './testsSinceRed';

/** Runs the component's tests twice and those of other files that use what changed, holds what changed against contracts, and judges. */
export async function* judgeGreenPhase(
  task: Task,
  { baseline, entry, reasons, files }: Since & { readonly files: readonly string[] },
  ports: Pick<Ports, 'reader' | 'links' | 'runners' | 'attempts' | 'trees' | 'conformance'>,
  signal: AbortSignal,
): AsyncGenerator<PhaseEvent, Result<{ readonly verdict: Verdict; readonly report: TestReport }, Problem>> {
  const runs = yield* runTwice(task, { files }, ports, signal);
  if (!runs.ok) return runs;
  const changed = entry?.changes.map((change) => change.path) ?? [];
  const others = yield* runOthersAfter(task, { before: baseline, changed }, ports, signal);
  if (!others.ok) return others;
  yield { kind: 'step', step: 'verdict' };
  const { report } = runs.value;
  const notes = [...runs.value.notes, ...notScanned(changed)];
  const sinceRed = await testsSinceRed(task, reasons, ports);
  const present = entry?.changes.filter(({ after }) => after !== undefined).map(({ path }) => path) ?? [];
  const looked = present.length === 0 ? undefined : await ports.conformance?.look(present, signal);
  if (signal.aborted) return fail({ kind: 'cancelled' });
  const conformance = looked === undefined ? undefined : judgeConformance(looked);
  const verdict = judgeGreen({ report, sinceRed, others: others.value, conformance, notes });
  yield { kind: 'verdict', verdict };
  return ok({ verdict, report: withOthers(report, others.value.after) });
}

/** Says for which code nobody looked for ways around the tests. */
function notScanned(changed: readonly string[]): readonly string[] {
  const unseen = changed.filter((path) => isSourcePath(path) && !isTestPath(path) && !isScanned(path));
  return unseen.length === 0
    ? []
    : [`Ways around the tests are not looked for in this language: ${unseen.join(', ')}.`];
}

/** The report with the results of other files, for whoever explains what failed. */
export function withOthers(report: TestReport, others: TestReport | undefined): TestReport {
  return others === undefined ? report : { ...report, tests: [...report.tests, ...others.tests] };
}
