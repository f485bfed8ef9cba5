import type { Problem } from '../../errors';
import type { Result } from '../../lib/result';
import { ok } from '../../lib/result';
import type { ResultDifference } from '../../proof/ledger/compareResults';
import { comparePassing, compareRed } from '../../proof/ledger/compareResults';
import type { FindingCode, LedgerFinding } from '../../proof/ledger/ledgerFinding';
import type { ProofChain } from '../../proof/ledger/proofChains';
import type { PassingEntry, ProofEntry } from '../../proof/ledger/proofEntry';
import { isTestFileName } from '../../testrun/testFileName';
import { runProblem } from '../../verdict/runVerdict';
import type { Verdict } from '../../verdict/verdict';
import { checkPath } from '../../workspace/checkedPath';
import { judgeRedPhase } from '../judgeRedPhase';
import { runTests } from '../runTests';
import type { Task } from '../task';
import { finding } from './checkCheckout';
import type { LedgerCheck, LedgerEvent, ScratchCopy } from './ledgerCheck';
import type { RunAgain } from './proofPlaces';

/** What a component's tests did when they were run again. */
export interface RanChain {
  readonly findings: readonly LedgerFinding[];
  /** Tests that did what is recorded, without the code and with it. */
  readonly red: number;
  readonly passing: number;
  readonly ran: Readonly<Record<'red' | 'passing', readonly RunAgain[]>>;
}

/** Runs the tests of a component as RED saw them, and with the code as it is, each in a copy of its own. */
export async function* runChain(
  task: Task,
  chain: ProofChain,
  check: LedgerCheck,
  signal: AbortSignal,
): AsyncGenerator<LedgerEvent, Result<RanChain, Problem>> {
  const { component } = chain;
  yield { kind: 'run', component, which: 'red' };
  const red = await inCopy(check, signal, (copy) => runRed({ task, chain, check, copy }, signal));
  if (!red.ok) return red;
  const last = chain.refactor ?? chain.green;
  const { tests } = red.value;
  if (last === undefined)
    return ok({ findings: red.value.findings, red: red.value.held, passing: 0, ran: { red: tests, passing: [] } });
  yield { kind: 'run', component, which: 'passing' };
  const passing = await inCopy(check, signal, (copy) => runPassing({ task, chain, copy, entry: last.entry }, signal));
  if (!passing.ok) return passing;
  const findings = [...red.value.findings, ...passing.value.findings];
  const ran = { red: tests, passing: passing.value.tests };
  return ok({ findings, red: red.value.held, passing: passing.value.held, ran });
}

interface Ran {
  readonly findings: readonly LedgerFinding[];
  readonly held: number;
  readonly tests: readonly RunAgain[];
}

async function inCopy(
  check: LedgerCheck,
  signal: AbortSignal,
  work: (copy: ScratchCopy) => Promise<Result<Ran, Problem>>,
): Promise<Result<Ran, Problem>> {
  const copy = await check.copy(signal);
  if (!copy.ok) return copy;
  try {
    return await work(copy.value);
  } finally {
    await copy.value.dispose();
  }
}

interface RedRun {
  readonly task: Task;
  readonly chain: ProofChain;
  readonly check: LedgerCheck;
  readonly copy: ScratchCopy;
}

async function runRed({ task, chain, check, copy }: RedRun, signal: AbortSignal): Promise<Result<Ran, Problem>> {
  const { red, green, refactor } = chain;
  const last = (refactor ?? green)?.entry;
  const known = new Set(task.specification.components.map(({ implementationPath }) => implementationPath));
  for (const [path, hash] of Object.entries({ ...last?.before, ...red.entry.before })) {
    // Code of a component that the specification does not have any more is in nobody's way.
    if (hash === null && path !== task.implementationPath.relative && !known.has(path) && last?.before[path] !== null)
      continue;
    const checked = await checkPath(path, copy.ports.links);
    if (!checked.ok) return ok(notRun(chain, path, checked.problem));
    const written = await copy.write(checked.value, hash === null ? undefined : await check.proofs.text(hash));
    if (!written.ok) return ok(notRun(chain, path, wordsOf(written.problem)));
  }
  const files = filesToRun(task, last ?? red.entry);
  const judged = await lastOf(
    judgeRedPhase(task, { baseline: undefined, entry: undefined, files }, copy.ports, signal),
  );
  if (!judged.ok)
    return judged.problem.kind === 'cancelled' ? judged : ok(notRun(chain, files[0], wordsOf(judged.problem)));
  const { verdict, report } = judged.value;
  const tool = await check.proofs.toolFor(task.testPath.relative);
  const told = [...runnerNotes(chain, red.entry, { name: report.runner, tool }), ...waivedBlocks(chain, verdict)];
  if (verdict.tests.length === 0) {
    const refused = notRun(chain, files[0], verdict.summary);
    return ok({ ...refused, findings: [...refused.findings, ...told] });
  }
  const accepted = new Set(Object.keys(last?.accepted ?? {}));
  const differences = compareRed(red.entry, verdict.tests, (file) => accepted.has(file));
  return ok(ranWith(chain, { code: 'red-differs', differences, entry: red.entry, told, tests: verdict.tests }));
}

async function runPassing(
  { task, chain, copy, entry }: Pick<RedRun, 'task' | 'chain' | 'copy'> & { readonly entry: PassingEntry },
  signal: AbortSignal,
): Promise<Result<Ran, Problem>> {
  const files = filesToRun(task, entry);
  const ran = await lastOf(runTests(task, { files }, copy.ports, signal));
  if (!ran.ok) return ran.problem.kind === 'cancelled' ? ran : ok(notRun(chain, files[0], wordsOf(ran.problem)));
  const broken = runProblem(entry.phase, ran.value);
  if (broken !== undefined) return ok(notRun(chain, files[0], broken.summary));
  const differences = comparePassing(entry, ran.value.tests);
  return ok(ranWith(chain, { code: 'passing-differs', differences, entry, told: [], tests: ran.value.tests }));
}

function ranWith(
  chain: ProofChain,
  ran: {
    readonly code: FindingCode;
    readonly differences: readonly ResultDifference[];
    readonly entry: ProofEntry;
    readonly told: readonly LedgerFinding[];
    readonly tests: readonly RunAgain[];
  },
): Ran {
  const { code, differences, entry, told, tests } = ran;
  const [testFile = ''] = Object.keys(entry.tests);
  const wrong = differences.map(({ file = testFile, line, detail }) => finding(chain, code, { file, line, detail }));
  const different = new Set(differences.map(({ test }) => test));
  const held = Object.keys(entry.results).filter((id) => !different.has(id)).length;
  return { findings: [...wrong, ...told], held, tests };
}

/** Only files of tests, whatever an entry says. */
function filesToRun(task: Task, { tests }: Pick<ProofEntry, 'tests'>): readonly string[] {
  return [...new Set([task.testPath.relative, ...Object.keys(tests).filter(isTestFileName)])];
}

/** What ran the tests then need not be what runs them here; it is told, since it may explain what differs. */
function runnerNotes(chain: ProofChain, { runner }: ProofEntry, here: ProofEntry['runner']): readonly LedgerFinding[] {
  const words = ({ name, tool }: ProofEntry['runner']) => (tool === '' ? name : `${name} (${tool})`);
  if (words(runner) === words(here)) return [];
  const detail = `The tests of ${chain.component} were run with ${words(runner)} then, and with ${words(here)} here.`;
  const [file = ''] = Object.keys(chain.red.entry.tests);
  return [finding(chain, 'other-runner', { file, detail }, 'notice')];
}

/** The oracle does not let such tests pass without a person's word, which is on that person's machine alone. */
function waivedBlocks(chain: ProofChain, { blocks = [] }: Verdict): readonly LedgerFinding[] {
  const [file = ''] = Object.keys(chain.red.entry.tests);
  return blocks.map(({ name }) => {
    const detail = `A subject that does nothing satisfies all tests of ${name}: RED of ${chain.component} was reached because a person waived that.`;
    return finding(chain, 'waived', { file, detail }, 'notice');
  });
}

function notRun(chain: ProofChain, file: string | undefined, why: string): Ran {
  const [test = ''] = Object.keys(chain.red.entry.tests);
  const detail = `The tests of ${chain.component} could not be run again: ${why}`;
  return { findings: [finding(chain, 'not-run', { file: file ?? test, detail })], held: 0, tests: [] };
}

function wordsOf(problem: Problem): string {
  return 'detail' in problem ? `${problem.detail}.` : `${problem.kind.replaceAll('-', ' ')}.`;
}

async function lastOf<T>(running: AsyncGenerator<unknown, T>): Promise<T> {
  for (;;) {
    const step = await running.next();
    if (step.done === true) return step.value;
  }
}
