import { measureTestLines } from '../../src/core/proof/coverage/measureTestLines';
import type { TestLines } from '../../src/core/proof/testLines';
import { runQuietly } from '../../src/core/tdflow/runTests';
import type { TestRunner } from '../../src/core/testrun/runner';
import { systemClock } from '../../src/node/systemClock';
import { runnerFor } from '../unit/node/runners/runnerFor';
import type { Files } from './realRun';
import { TemporaryWorkspace } from './temporaryWorkspace';

const LIMITS = { timeLimitMs: 120_000, testTimeLimitMs: 20_000, mostRuns: 50 };
const NEVER = new AbortController().signal;

/** What to measure in a project. */
export interface Measuring {
  readonly files: Files;
  /** Files of tests. */
  readonly tests: readonly string[];
  /** The file whose lines are looked at. */
  readonly of: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly limits?: Partial<typeof LIMITS>;
  readonly signal?: AbortSignal;
  readonly runner?: (runner: TestRunner) => TestRunner;
  readonly prepare?: (workspace: TemporaryWorkspace) => Promise<void>;
}

/** Runs all tests with the real runner, then measures each. */
export async function measureReally(wanted: Measuring): Promise<TestLines> {
  const { tests: files, of, env = process.env, limits = {}, signal = NEVER, runner: change = (same) => same } = wanted;
  const workspace = await TemporaryWorkspace.make(wanted.files);
  try {
    await wanted.prepare?.(workspace);
    const runner = change(await runnerFor(workspace, files[0] ?? '', env));
    const { tests } = await runQuietly(runner, { files, timeLimitMs: 60_000 }, NEVER);
    const request = { ...LIMITS, ...limits, tests, coverageOf: [of] };
    return await measureTestLines(runner, request, { clock: systemClock }, signal);
  } finally {
    await workspace.dispose();
  }
}

/** The same as lines: `id: lines` of what was told, `id + id: lines` of what only runs together, `id? why` of what was not. */
export async function measuredLines(wanted: Measuring): Promise<readonly string[]> {
  const { tests, together = [], unknown } = await measureReally(wanted);
  const linesOf = (ran: TestLines['tests'][number]['files']) => ran.map(({ lines }) => lines.join(' ')).join('; ');
  return [
    ...tests.map(({ id, files }) => `${id}: ${linesOf(files)}`),
    ...together.map(({ ids, files }) => `${ids.join(' + ')}: ${linesOf(files)}`),
    ...unknown.map(({ id, why }) => `${id}? ${why}`),
  ];
}
