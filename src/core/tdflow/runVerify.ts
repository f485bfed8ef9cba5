import { languageOfPath } from '../codebase/language';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { ok } from '../lib/result';
import { proofReport } from '../proof/coverage/proofReport';
import { togetherNotes, unknownNotes } from '../proof/coverage/proofWords';
import type { SyntaxCheck } from '../testrun/runner';
import { judgeConformance } from '../verdict/judgeConformance';
import { judgeCoverage } from '../verdict/judgeCoverage';
import { judgeVerify } from '../verdict/judgeVerify';
import type { Check, Verdict } from '../verdict/verdict';
import { verdictReport } from '../verdict/verdictReport';
import { coverageFiles } from './coverageFiles';
import { failedOutcome } from './failedOutcome';
import { changedSince, markFiles } from './fileMarks';
import { measureLines } from './measureLines';
import type { PhaseEvent, PhaseOutcome } from './phaseEvents';
import type { Ports } from './ports';
import type { Proof } from './proveRequirements';
import { proveRequirements } from './proveRequirements';
import { NO_MODEL, recordVerdict } from './recordVerdict';
import { repairReport } from './repairReport';
import { runTwice } from './runTwice';
import { componentOf } from './session';
import { strengthReport } from './strength/keptStrength';
import type { Task } from './task';
import { testFilesOf } from './testFiles';
import { testsSinceRed } from './testsSinceRed';

/** Looks at what is there and changes nothing: syntax, tests, coverage, contracts, requirements, and an honest word on what is not looked at. */
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

  const coverageOf = await coverageFiles(task, [], ports);
  const phases = componentOf(task.session, task.component.name)?.phases;
  const known = Object.values(phases ?? {}).flatMap((record) => record?.files.map(({ path }) => path) ?? []);
  // What changes from here on, in any file of the component, is not what was run.
  const marks = await markFiles([...testFiles, task.implementationPath.relative, ...known], ports);
  const covered = marks.filter(({ path }) => coverageOf.coverageOf?.includes(path) === true);
  const runs = yield* runTwice(task, { files: testFiles, ...coverageOf }, ports, signal);
  if (!runs.ok) return failedOutcome(runs.problem);
  const { report, notes } = runs.value;
  const files = filesOf(task, testFiles);
  const checked = await runner.value.checkSyntax(files, signal);
  if (signal.aborted) return { kind: 'cancelled' };

  const sinceRed = phases?.red === undefined ? undefined : await testsSinceRed(task, {}, ports);
  const { tests } = judgeVerify(report, [], sinceRed);
  if (report.coverage?.kind === 'measured') yield { kind: 'step', step: 'lines' };
  const ran = { tests, coverage: report.coverage, coverageOf: covered };
  const lines = await measureLines(task, ran, ports, signal);
  if (signal.aborted) return { kind: 'cancelled' };

  yield { kind: 'step', step: 'verdict' };
  const syntax = syntaxCheck(files, checked, runner.value.name);
  const wanted = (coverageOf.coverageOf ?? []).filter((path) => languageOfPath(path) === task.language);
  const coverage = judgeCoverage(report.coverage, wanted, task.session.coverageThreshold);
  const conformance = judgeConformance(await ports.conformance?.look(files, signal));
  if (signal.aborted) return { kind: 'cancelled' };
  const others = [syntax, coverage, conformance];
  const withLines = lines === undefined ? {} : { lines };
  const proof = await proveRequirements(task, { ...judgeVerify(report, others, sinceRed), ...withLines }, ports);
  if (proof.lines !== undefined) yield { kind: 'lines', proof: proof.lines };
  const judged = withNotes({ ...judgeVerify(report, [...others, proof.check], sinceRed), ...withLines }, [
    ...notes,
    ...unknownNotes(lines?.unknown ?? []),
    ...togetherNotes(lines?.together),
    ...changedNotes(await changedSince(marks, ports)),
  ]);
  const unproven = `GREEN of ${task.component.name} was not reached in this session, so the component does not count as verified.`;
  const verdict = phases?.green?.state === 'reached' ? judged : withNotes(judged, [unproven]);
  yield { kind: 'verdict', verdict };
  const failures = await repairReport(task, { verdict, report }, ports);
  const attempt = await ports.attempts.open(task.session.id, task.phase, task.component.name);
  if (!attempt.ok) return failedOutcome(attempt.problem);
  const written = await writeReport(task, { verdict, proof, attempt: attempt.value, testFiles }, ports);
  if (!written.ok) return failedOutcome(written.problem);
  const judgement = { ...NO_MODEL, attempt: attempt.value, verdict, run: report, failures, files: marks };
  const recorded = await recordVerdict(task, judgement, ports);
  if (!recorded.ok) return failedOutcome(recorded.problem);
  yield { kind: 'session', session: recorded.value };
  return verdict.reached
    ? { kind: 'reached', verdict, report: written.value }
    : { kind: 'not-reached', verdict, journalEntry: undefined, report: written.value };
}

interface Found {
  readonly verdict: Verdict;
  readonly proof: Proof;
  readonly attempt: string;
  readonly testFiles: readonly string[];
}

/** Gives its path from the root. */
async function writeReport(
  { session, component, specification, implementationPath }: Task,
  { verdict, proof, attempt, testFiles }: Found,
  ports: Pick<Ports, 'attempts' | 'reader' | 'links'>,
): Promise<Result<string, Problem>> {
  const path = ports.attempts.pathOf(session.id, attempt, 'report.md');
  const toRoot = '../'.repeat(path.split('/').length - 1);
  const strength = await strengthReport(session, component.name, toRoot, ports);
  const text = verdictReport({
    component: component.name,
    places: {
      specification: { path: specification.path, line: component.position.line },
      ...{ code: [implementationPath.relative], tests: testFiles },
    },
    verdict,
    requirements: proof.states.map(({ requirement, ...state }) => {
      return { ...requirement, line: requirement.position.line, ...state };
    }),
    proof: [...(proof.lines === undefined ? [] : [proofReport(proof.lines, toRoot)]), ...strength],
    toRoot,
  });
  const saved = await ports.attempts.saveReport(session.id, attempt, text);
  return saved.ok ? ok(path) : saved;
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

function changedNotes(paths: readonly string[]): readonly string[] {
  return paths.length === 0
    ? []
    : [`${paths.join(', ')} changed while VERIFY ran: what it says is not about what is there now. Verify again.`];
}

function withNotes(verdict: Verdict, notes: readonly string[]): Verdict {
  return { ...verdict, notes: [...verdict.notes, ...notes] };
}
