import type { JournalEntry } from '../apply/journal';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { ok } from '../lib/result';
import type { Phase } from '../phase';
import { readTestContract } from '../testcontract/readTestContract';
import type { Coverage, TestReport } from '../testrun/report';
import { shareOf } from '../verdict/lineShare';
import type { Verdict } from '../verdict/verdict';
import { contractFiles } from './contractFiles';
import { markDemands } from './demands';
import { markFiles, markSpecification } from './fileMarks';
import { settleProof, writeProof } from './ledger/writeProof';
import type { Ports } from './ports';
import type { AttemptRecord, FileMark, PhaseRecord, Session } from './session';
import { componentOf } from './session';
import { withAttempt, withHistory, withPhaseRecord, withRedFiles, withSpecification } from './sessionChanges';
import type { Task } from './task';
import { testFilesOf } from './testFiles';

export interface Judgement {
  readonly verdict: Verdict;
  /** Of the run; undefined when nothing was run. */
  readonly run: Pick<TestReport, 'runner' | 'output' | 'coverage'> | undefined;
  /** What the next prompt is told; from `repairReport`. */
  readonly failures: string;
  /** Model name for the record; `none` when no model took part. */
  readonly model: string;
  readonly attempt: string | undefined;
  /** In US dollars; undefined when it is not known or nothing was paid. */
  readonly cost: number | undefined;
  /** Why changes of what the tests promise were accepted that are still in place, by file. */
  readonly contract: Readonly<Record<string, string>>;
  /** The applied change that is still in place. */
  readonly entry: JournalEntry | undefined;
  /** What was judged, as it was before the run; undefined where that is what is there now. */
  readonly files?: readonly FileMark[];
}

/** What holds of a verdict in which no model took part and nothing was written. */
export const NO_MODEL = {
  model: 'none',
  attempt: undefined,
  cost: undefined,
  contract: {},
  entry: undefined,
} as const satisfies Partial<Judgement>;

/** Writes verdict and session, so that both faces and the next phase know; the last thing that a phase does. Gives the session. */
export async function recordVerdict(task: Task, judgement: Judgement, ports: Ports): Promise<Result<Session, Problem>> {
  const { verdict, entry, failures } = judgement;
  const { session, component, phase } = task;
  const attempt =
    judgement.attempt === undefined
      ? await ports.attempts.open(session.id, phase, component.name)
      : ok(judgement.attempt);
  if (!attempt.ok) return attempt;
  const kept = { component: component.name, verdict, failures };
  const saved = await ports.attempts.saveVerdict(session.id, attempt.value, kept);
  if (!saved.ok) return saved;
  if (judgement.run !== undefined) {
    const printed = await ports.attempts.saveOutput(session.id, attempt.value, judgement.run.output);
    if (!printed.ok) return printed;
  }
  const changed = Object.entries(judgement.contract);
  const red = phase === 'red' ? undefined : componentOf(session, component.name)?.phases.red;
  // What RED has proved is the contract from here on; a change that a person decided for replaces it.
  const holder = phase === 'red' && verdict.reached ? attempt.value : changed.length > 0 ? red?.attempt : undefined;
  if (holder !== undefined) {
    const promised = await readTestContract(await contractFiles(task, ports), ports.trees);
    const stored = await ports.attempts.saveContract(session.id, holder, promised);
    if (!stored.ok) return stored;
  }
  const written = entry?.changes.map((change) => change.path) ?? [];
  const testFiles = await testFilesOf(task, written, ports);
  const files = judgement.files ?? (await markFiles([...testFiles, ...written, ...codeOf(task)], ports));
  const at = ports.clock.now().toISOString();
  const about = {
    component: component.name,
    phase,
    testsFile: task.testPath.relative,
    implFile: task.implementationPath.relative,
    framework: judgement.run?.runner ?? componentOf(session, component.name)?.testsFramework ?? session.testFramework,
    coverage: percentOf(judgement.run?.coverage),
    isConformant: isConformant(verdict),
  };
  const record: PhaseRecord = {
    state: verdict.reached ? 'reached' : 'not-reached',
    summary: verdict.summary,
    at,
    attempt: attempt.value,
    model: judgement.model,
    journalEntry: entry?.id,
    specification: markSpecification(task.component, ports),
    demands: markDemands(task.specification, task.component, ports),
    files,
  };
  const tried: AttemptRecord = {
    id: attempt.value,
    phase,
    at,
    result: verdict.claims.length > 0 ? 'contradiction' : record.state,
    summary: verdict.summary,
    model: judgement.model,
    cost: judgement.cost,
  };
  const marks = red === undefined || changed.length === 0 ? undefined : await markFiles(namesOf(red, changed), ports);
  const proven = { verdict, runner: judgement.run?.runner, files: testFiles, accepted: judgement.contract };
  const proof = await writeProof(task, proven, ports);
  if (!proof.ok) return proof;
  const stored = await ports.sessions.update(session, (current) => {
    const recorded = withPhaseRecord(withSpecification(current, task.specification, at), about, record);
    const tested = withAttempt(recorded, component.name, tried);
    if (marks === undefined) return tested;
    const details = changed.map(([file, reason]) => `${file}: ${reason}`).join('\n');
    return withHistory(withRedFiles(tested, component.name, marks), {
      at,
      action: 'contract_changed',
      phase,
      component: component.name,
      details,
    });
  });
  const settled = await settleProof(proof.value, { isStored: stored.ok }, ports);
  return stored.ok && !settled.ok ? settled : stored;
}

/** What nobody could tell is not clean. */
function isConformant({ checks }: Verdict): boolean | undefined {
  const check = checks.find(({ name }) => name === 'conformance');
  return check === undefined || check.result === 'not-configured' ? undefined : check.result === 'passed';
}

/** One digit behind the point. */
function percentOf(coverage: Coverage | undefined): number | undefined {
  if (coverage?.kind !== 'measured') return undefined;
  const { covered, lines } = shareOf(coverage.files);
  return lines === 0 ? undefined : Math.floor((1000 * covered) / lines) / 10;
}

/** The files that RED proved and those whose change of the contract was accepted. */
function namesOf(red: PhaseRecord, changed: readonly (readonly [string, string])[]): string[] {
  return [...red.files.map(({ path }) => path), ...changed.map(([file]) => file)];
}

/** RED speaks of the tests alone; every later verdict speaks of the code too. */
function codeOf(task: { readonly phase: Phase; readonly implementationPath: { readonly relative: string } }): string[] {
  return task.phase === 'red' ? [] : [task.implementationPath.relative];
}
