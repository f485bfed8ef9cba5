import { languageOfPath } from '../codebase/language';
import type { SyntaxCheck } from '../testrun/runner';
import { judgeVerify } from '../verdict/judgeVerify';
import type { Check } from '../verdict/verdict';
import { failedOutcome } from './failedOutcome';
import type { PhaseEvent, PhaseOutcome } from './phaseEvents';
import type { Ports } from './ports';
import { NO_MODEL, recordVerdict } from './recordVerdict';
import { repairReport } from './repairReport';
import { runTests } from './runTests';
import { componentOf } from './session';
import type { Task } from './task';
import { testFilesOf } from './testFiles';
import { testsSinceRed } from './testsSinceRed';

/** Looks at what is there and changes nothing: syntax, tests, and an honest word on what is not looked at. */
export async function* runVerify(
  task: Task<'verify'>,
  ports: Ports,
  signal: AbortSignal,
): AsyncGenerator<PhaseEvent, PhaseOutcome> {
  const runner = await ports.runners.for(task.testPath.relative);
  if (!runner.ok) return failedOutcome(runner.problem);
  const testFiles = await testFilesOf(task, [], ports);
  for (const path of [task.testPath, task.implementationPath]) {
    if ((await ports.reader.read(path)) === undefined) {
      return failedOutcome({
        kind: 'phase-out-of-order',
        detail: `There is no ${path.relative} to verify yet.`,
        remedy: `Run RED and GREEN of ${task.component.name} first.`,
      });
    }
  }

  yield { kind: 'step', step: 'tests' };
  const run = yield* runTests(task, { files: testFiles }, ports, signal);
  if (!run.ok) return failedOutcome(run.problem);
  const files = filesOf(task, testFiles);
  const checked = await runner.value.checkSyntax(files, signal);
  if (signal.aborted) return { kind: 'cancelled' };

  yield { kind: 'step', step: 'verdict' };
  const syntax = syntaxCheck(files, checked, runner.value.name);
  const phases = componentOf(task.session, task.component.name)?.phases;
  const sinceRed = phases?.red === undefined ? undefined : await testsSinceRed(task, {}, ports);
  const judged = judgeVerify(run.value, [syntax, ...NOT_LOOKED_AT], sinceRed);
  const unproven = `GREEN of ${task.component.name} was not reached in this session, so the component does not count as verified.`;
  const verdict = phases?.green?.state === 'reached' ? judged : { ...judged, notes: [...judged.notes, unproven] };
  yield { kind: 'verdict', verdict };
  const failures = await repairReport(task, { verdict, report: run.value }, ports);
  const recorded = await recordVerdict(task, { ...NO_MODEL, verdict, run: run.value, failures }, ports);
  if (!recorded.ok) return failedOutcome(recorded.problem);
  yield { kind: 'session', session: recorded.value };
  return verdict.reached ? { kind: 'reached', verdict } : { kind: 'not-reached', verdict, journalEntry: undefined };
}

/** What the runner's interpreter said of the files; one that it did not look at is not called right. */
function syntaxCheck(files: readonly string[], checked: readonly SyntaxCheck[], runner: string): Check {
  const name = 'syntax';
  const errors = checked.filter((each) => each.error !== undefined);
  if (errors.length > 0) {
    return { name, result: 'failed', detail: errors.map(({ path, error }) => `${path}: ${error}`).join('; ') };
  }
  const left = files.filter((file) => !checked.some((each) => each.path === file));
  return left.length === 0
    ? { name, result: 'passed', detail: `${files.join(', ')} ${files.length === 1 ? 'parses' : 'parse'}` }
    : { name, result: 'not-available', detail: `${runner} cannot tell whether ${left.join(', ')} parses` };
}

/** All that the component consists of, as far as the runner's interpreter reads it. */
function filesOf(task: Task, testFiles: readonly string[]): readonly string[] {
  const phases = componentOf(task.session, task.component.name)?.phases;
  const recorded = [phases?.red, phases?.green, phases?.refactor].flatMap(
    (record) => record?.files.map(({ path }) => path) ?? [],
  );
  const all = new Set([...testFiles, task.implementationPath.relative, ...recorded]);
  return [...all].filter((path) => languageOfPath(path) === task.language);
}

const NOT_LOOKED_AT: readonly Check[] = [
  { name: 'conformance', result: 'not-configured', detail: 'conformance: not configured' },
  { name: 'coverage', result: 'not-available', detail: 'coverage is not measured by this version' },
  {
    name: 'requirement proof',
    result: 'not-available',
    detail: 'requirements are not linked to tests by this version',
  },
];
