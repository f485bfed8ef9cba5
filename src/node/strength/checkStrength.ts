import { availableParallelism } from 'node:os';
import type { Problem } from '../../core/errors';
import { linkAbort } from '../../core/lib/linkAbort';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import { coveringTests } from '../../core/proof/mutation/coveringTests';
import { canMutate, findMutants } from '../../core/proof/mutation/findMutants';
import type { Mutant } from '../../core/proof/mutation/mutant';
import { applyMutant } from '../../core/proof/mutation/mutant';
import { requirementStrength, withRequirements } from '../../core/proof/mutation/requirementStrength';
import { runMutants } from '../../core/proof/mutation/runMutants';
import type { JudgedMutant, MutantOutcome, Strength } from '../../core/proof/mutation/strength';
import type { Ports } from '../../core/tdflow/ports';
import type { StrengthRequest } from '../../core/tdflow/strength/strengthRequest';
import { encode } from '../../core/workspace/textCodec';
import { Benches, findUnsteady } from './benches';
import { judgeRun } from './judgeRun';
import type { Before } from './runWithoutFault';
import { runWithoutFault } from './runWithoutFault';
import type { Source } from './sources';
import { readSources } from './sources';
import type { BenchPlace } from './testBench';

export type StrengthEvent =
  /** The tests passed without a fault; so many faults are put in now. */
  | { readonly kind: 'ready'; readonly mutants: number; readonly tests: number }
  | { readonly kind: 'judged'; readonly mutant: JudgedMutant; readonly done: number; readonly all: number };

export interface StrengthCheck {
  readonly request: StrengthRequest;
  /** For all faults together. */
  readonly limitSeconds: number;
  readonly place: Omit<BenchPlace, 'testFile' | 'code'>;
  tell(event: StrengthEvent): void;
}

type StrengthPorts = Pick<Ports, 'reader' | 'links' | 'trees' | 'clock'>;

/** Of the time for the faults, what may be spent on measuring the lines of single tests before. */
const SHARE_FOR_MEASURING = 0.25;

/**
 * Puts faults into copies of a component's code, one at a time, and looks whether its tests notice them. Nothing of the project is
 * changed, and nothing is left behind. A problem when the tests do not pass as they are, or do not run the copied code.
 */
export async function checkStrength(
  check: StrengthCheck,
  ports: StrengthPorts,
  signal: AbortSignal,
): Promise<Result<Strength, Problem>> {
  const { request, limitSeconds, place } = check;
  const { component } = request;
  const sources = await readSources(request.code.filter(canMutate), ports);
  if (!sources.ok) return sources;
  const tests = await readSources(request.testFiles, ports);
  if (!tests.ok) return tests;
  if (sources.value.length === 0) {
    const detail = `${component} has no code in Python, JavaScript, TypeScript or Go, the languages in which faults can be put.`;
    return fail({ kind: 'input-invalid', detail });
  }
  const mutants = await allMutants(sources.value, ports);
  if (!mutants.ok) return mutants;
  const benches = new Benches({ ...place, code: request.code, testFile: request.testFiles[0] ?? '' }, signal);
  try {
    const first = await benches.take();
    if (!first.ok) return first;
    const wanted = { ...request, sources: sources.value, measuringMs: limitSeconds * 1_000 * SHARE_FOR_MEASURING };
    const before = await runWithoutFault(first.value, wanted, ports, signal);
    benches.giveBack(first.value);
    if (!before.ok) return before;
    check.tell({ kind: 'ready', mutants: mutants.value.length, tests: before.value.tests });
    const started = performance.now();
    const width = await widthOf(check, { benches, before: before.value }, signal);
    const work = { check, sources: sources.value, before: before.value, benches, width };
    const judged = await judgeAll(work, mutants.value, signal);
    const asked = { files: request.testFiles, timeLimitMs: before.value.timeLimitMs };
    const unsteady = judged.some(isNoticed) && (await findUnsteady(benches, { ...asked, component, width }, signal));
    if (signal.aborted) return fail({ kind: 'cancelled' });
    if (unsteady) return fail(unsteady);
    const { byTest } = before.value.known;
    return ok({
      component,
      at: ports.clock.now().toISOString(),
      runner: before.value.runner,
      files: [...sources.value, ...tests.value].map(({ path, file }) => ({ path: path.relative, hash: file.hash })),
      limitSeconds,
      seconds: Math.round((performance.now() - started) / 100) / 10,
      mutants: withRequirements(judged, request.requirements, byTest),
      requirements: requirementStrength(request.requirements, judged, byTest),
    });
  } finally {
    await benches.dispose();
  }
}

function isNoticed({ outcome }: JudgedMutant): boolean {
  return outcome.kind === 'killed' || outcome.kind === 'timed-out';
}

async function allMutants(
  sources: readonly Source[],
  { trees }: Pick<Ports, 'trees'>,
): Promise<Result<readonly Mutant[], Problem>> {
  const all: Mutant[] = [];
  for (const { path, file } of sources) {
    const found = await findMutants(path.relative, file.text, trees);
    if (found === undefined) {
      return fail({ kind: 'file-unreadable', path: path.relative, detail: 'it does not parse' });
    }
    all.push(...found);
  }
  return ok(all);
}

interface Work {
  readonly check: StrengthCheck;
  readonly sources: readonly Source[];
  readonly before: Before;
  readonly benches: Benches;
  /** How many runs may go on at the same time. */
  readonly width: number;
}

/** Tests that fail when they run twice at the same time, since they share a port or a file, run one after the other. */
async function widthOf(
  { request }: StrengthCheck,
  { benches, before }: Pick<Work, 'benches' | 'before'>,
  signal: AbortSignal,
): Promise<number> {
  const most = availableParallelism();
  if (most === 1) return 1;
  const asked = { files: request.testFiles, timeLimitMs: before.timeLimitMs };
  const passed = await Promise.all(
    ['one', 'other'].map(async () => {
      const bench = await benches.take();
      if (!bench.ok) return false;
      const { report, failed } = await bench.value.run(asked, 'stop at failure', signal);
      benches.giveBack(bench.value);
      return failed === undefined && report.end.kind === 'completed';
    }),
  );
  return passed.every(Boolean) ? most : 1;
}

async function judgeAll(work: Work, mutants: readonly Mutant[], signal: AbortSignal): Promise<readonly JudgedMutant[]> {
  const { check, before, width } = work;
  const stop = linkAbort(signal);
  const limit = setTimeout(stop.abort, check.limitSeconds * 1_000);
  try {
    const run = {
      width,
      testsOf: (mutant: Mutant) => coveringTests(before.known, mutant),
      run: (mutant: Mutant, tests: readonly string[] | 'all', until: AbortSignal) =>
        runOne(work, { mutant, tests }, until),
      onJudged: (mutant: JudgedMutant, count: { readonly done: number; readonly all: number }) =>
        check.tell({ kind: 'judged', mutant, ...count }),
    };
    return await runMutants(mutants, run, stop.signal);
  } finally {
    clearTimeout(limit);
    stop.unlink();
  }
}

async function runOne(
  { check, sources, before, benches }: Omit<Work, 'width'>,
  { mutant, tests }: { readonly mutant: Mutant; readonly tests: readonly string[] | 'all' },
  signal: AbortSignal,
): Promise<MutantOutcome> {
  const source = sources.find(({ path }) => path.relative === mutant.file);
  if (source === undefined) throw new Error(`no source ${mutant.file}`);
  const bench = await benches.take();
  if (!bench.ok) return { kind: 'could-not-run', why: 'no copy could be made' };
  const { path, file } = source;
  const { testFiles } = check.request;
  const chosen = tests === 'all' ? {} : { tests };
  try {
    const isIn = await bench.value.write(path, encode(applyMutant(file.text, mutant), file));
    if (!isIn) return { kind: 'could-not-run', why: 'the copy could not be written' };
    const request = { files: testFiles, timeLimitMs: before.timeLimitMs, ...chosen };
    const { report, failed } = await bench.value.run(request, 'stop at failure', signal);
    return judgeRun(report, failed, COMPILED.test(mutant.file) ? 'compiled' : 'interpreted');
  } finally {
    // A copy that keeps a fault is not used again.
    if (await bench.value.write(path, encode(file.text, file))) benches.giveBack(bench.value);
  }
}

/** What parses may still be refused before any test runs. */
const COMPILED = /\.(?:go|[cm]?tsx?)$/;
