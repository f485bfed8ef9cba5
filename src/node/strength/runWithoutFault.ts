import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import { measureTestLines } from '../../core/proof/coverage/measureTestLines';
import type { KnownLines } from '../../core/proof/mutation/coveringTests';
import type { Ports } from '../../core/tdflow/ports';
import type { StrengthRequest } from '../../core/tdflow/strength/strengthRequest';
import type { TestReport } from '../../core/testrun/report';
import { encode } from '../../core/workspace/textCodec';
import type { Source } from './sources';
import type { TestBench } from './testBench';

/** What is known before any fault is put in. */
export interface Before {
  readonly runner: string;
  readonly tests: number;
  /** How long a run with a fault may take. */
  readonly timeLimitMs: number;
  readonly known: KnownLines;
}

const FIRST_RUN_MS = 300_000;
/** A run with a fault may take so many times as long as without, and this much longer. */
const TIMES = 3;
const LONGER_MS = 4_000;
const MOST_RUNS_TO_MEASURE = 100;
/** No text of any language. */
const BROKEN = '(((\n';

export interface WantedBefore extends StrengthRequest {
  readonly sources: readonly Source[];
  /** For all runs that measure the lines of single tests. */
  readonly measuringMs: number;
}

/**
 * Runs the tests as they are, and once with code that cannot be loaded. A problem when they do not pass the first time, or pass the
 * second time: then they take the code from elsewhere, and would notice no fault at all.
 */
export async function runWithoutFault(
  bench: TestBench,
  wanted: WantedBefore,
  ports: Pick<Ports, 'clock'>,
  signal: AbortSignal,
): Promise<Result<Before, Problem>> {
  const { component, testFiles, sources } = wanted;
  const request = { files: testFiles, timeLimitMs: FIRST_RUN_MS };
  const coverageOf = sources.map(({ path }) => path.relative);
  const measured = bench.runner.abilities.coverage ? { coverageOf } : {};
  const { report } = await bench.run({ ...request, ...measured }, 'run all', signal);
  const wrong = whatIsWrong(report, component);
  if (wrong !== undefined) return fail(wrong);
  const stranger = await findStranger(bench, { request, sources, component }, signal);
  if (signal.aborted) return fail({ kind: 'cancelled' });
  if (stranger !== undefined) return fail(stranger);
  const timeLimitMs = Math.ceil(report.durationMs * TIMES + LONGER_MS);
  const isWanted =
    wanted.byTest === undefined && wanted.requirements.length > 0 && report.coverage?.kind === 'measured';
  const limits = { timeLimitMs: wanted.measuringMs, testTimeLimitMs: timeLimitMs, mostRuns: MOST_RUNS_TO_MEASURE };
  const byTest = isWanted
    ? await measureTestLines(bench.runner, { tests: report.tests, coverageOf, ...limits }, ports, signal)
    : wanted.byTest;
  if (signal.aborted) return fail({ kind: 'cancelled' });
  const ofAll = report.coverage?.kind === 'measured' ? report.coverage.files : undefined;
  return ok({ runner: bench.runner.name, tests: report.tests.length, timeLimitMs, known: { byTest, ofAll } });
}

function whatIsWrong({ end, tests, output }: TestReport, component: string): Problem | undefined {
  if (end.kind === 'cancelled') return { kind: 'cancelled' };
  if (end.kind === 'not-started') return end.problem;
  const failing = tests.filter(({ outcome }) => !['passed', 'skipped', 'xfailed'].includes(outcome));
  const isRun = end.kind === 'completed' && tests.some(({ outcome }) => outcome === 'passed');
  if (isRun && failing.length === 0) return undefined;
  const [first] = failing;
  const said = first?.failure?.message.split('\n', 1)[0] ?? output.trim().split('\n').at(-1) ?? '';
  const what = first === undefined ? 'did not run' : `do not pass: ${first.id}`;
  return {
    kind: 'phase-out-of-order',
    detail: `In a copy of the project the tests of ${component} ${what}${said === '' ? '' : ` (${said})`}. Nothing was judged.`,
    remedy:
      'Run them in the project. If they pass there, they need a file that git ignores, or one with secrets; such files are not copied.',
  };
}

async function findStranger(
  bench: TestBench,
  {
    request,
    sources,
    component,
  }: {
    readonly request: { readonly files: readonly string[]; readonly timeLimitMs: number };
    readonly sources: readonly Source[];
    readonly component: string;
  },
  signal: AbortSignal,
): Promise<Problem | undefined> {
  const [source] = sources;
  if (source === undefined) throw new Error('there is no source');
  const { path, file } = source;
  const isBroken = await bench.write(path, new TextEncoder().encode(BROKEN));
  const { report, failed } = await bench.run(request, 'stop at failure', signal);
  const isMended = await bench.write(path, encode(file.text, file));
  if (!isBroken || !isMended) {
    const detail = 'after its tests ran, the copy that they ran in could not be written any more';
    return { kind: 'write-failed', path: path.relative, detail };
  }
  if (failed !== undefined || report.end.kind !== 'completed') return undefined;
  return {
    kind: 'phase-out-of-order',
    detail: `The tests of ${component} do not run ${path.relative} of the folder that they are in: without it they pass just the same.`,
    remedy: 'They may run an installed package. Set the project up so that its tests run its own files.',
  };
}
