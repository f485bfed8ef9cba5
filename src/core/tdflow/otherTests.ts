import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import { mergeRuns } from '../testrun/mergeRuns';
import type { TestReport } from '../testrun/report';
import type { TestRunner } from '../testrun/runner';
import type { OtherTests } from '../verdict/judgeOtherTests';
import { judgeOtherTests } from '../verdict/judgeOtherTests';
import { importingTests } from './importingTests';
import type { PhaseEvent } from './phaseEvents';
import type { Ports } from './ports';
import { limitsOf, runQuietly } from './runTests';
import type { Task } from './task';

type OtherPorts = Pick<Ports, 'reader' | 'links' | 'runners' | 'trees'>;

/**
 * Runs, before anything is written, the tests of other files that import what is about to change, as far as `before` has no results
 * of them. Gives `before` with those results; what did not run to its end is left out.
 */
export async function* runOthersBefore(
  task: Task,
  { before, changing }: { readonly before: TestReport | undefined; readonly changing: readonly string[] },
  ports: OtherPorts,
  signal: AbortSignal,
): AsyncGenerator<PhaseEvent, Result<TestReport | undefined, Problem>> {
  const isAsked = task.phase === 'green' || (task.phase === 'refactor' && before !== undefined);
  if (!isAsked || changing.length === 0) return ok(before);
  const known = new Set(before?.tests.map((test) => test.file));
  const files = (await importingTests(task, changing, ports)).files.filter((file) => !known.has(file));
  if (files.length === 0) return ok(before);
  yield { kind: 'step', step: 'baseline' };
  const report = await runAll(task, files, ports, signal);
  if (signal.aborted) return fail({ kind: 'cancelled' });
  if (report?.end.kind !== 'completed') return ok(before);
  return ok(before === undefined ? report : { ...before, tests: [...before.tests, ...report.tests] });
}

/** Runs the same tests after the change; those that fail now and passed before run once more, because they may be flaky. */
export async function* runOthersAfter(
  task: Task,
  { before, changed }: { readonly before: TestReport | undefined; readonly changed: readonly string[] },
  ports: OtherPorts,
  signal: AbortSignal,
): AsyncGenerator<PhaseEvent, Result<OtherTests, Problem>> {
  const { files, notes } = await importingTests(task, changed, ports);
  const ran = new Set(files);
  const tests = before?.tests.filter((test) => ran.has(test.file)) ?? [];
  const others: OtherTests = {
    files,
    before: before && tests.length > 0 ? { ...before, tests } : undefined,
    after: undefined,
    notes,
  };
  if (others.before === undefined) return ok(others);
  yield { kind: 'step', step: 'others' };
  const first = await runAll(task, files, ports, signal);
  const isBroken = first !== undefined && judgeOtherTests({ ...others, after: first }).regressed.length > 0;
  const again = isBroken && !signal.aborted ? await runAll(task, files, ports, signal) : undefined;
  if (signal.aborted) return fail({ kind: 'cancelled' });
  return ok({ ...others, after: first !== undefined && again !== undefined ? mergeRuns(first, again, 'same') : first });
}

/** Each file by its own runner; undefined when there is none for any of them. */
async function runAll(
  task: Task,
  files: readonly string[],
  ports: Pick<Ports, 'runners'>,
  signal: AbortSignal,
): Promise<TestReport | undefined> {
  const groups = new Map<string, { readonly runner: TestRunner; readonly files: string[] }>();
  for (const file of files) {
    const found = await ports.runners.for(file);
    if (!found.ok) continue;
    const group = groups.get(found.value.name) ?? { runner: found.value, files: [] };
    groups.set(found.value.name, group);
    group.files.push(file);
  }
  let whole: TestReport | undefined;
  for (const { runner, files: own } of groups.values()) {
    if (signal.aborted) return whole;
    const report = await runQuietly(runner, { files: own, ...limitsOf(task) }, signal);
    const end = whole === undefined || whole.end.kind === 'completed' ? report.end : whole.end;
    whole = { ...(whole ?? report), end, tests: [...(whole?.tests ?? []), ...report.tests] };
  }
  return whole;
}
