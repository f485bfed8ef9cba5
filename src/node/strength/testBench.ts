import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Problem } from '../../core/errors';
import { linkAbort } from '../../core/lib/linkAbort';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import type { TestReport, TestResult } from '../../core/testrun/report';
import { isRed } from '../../core/testrun/report';
import type { TestRequest, TestRunner } from '../../core/testrun/runner';
import type { CheckedPath } from '../../core/workspace/checkedPath';
import { describeSystemError, errorCode } from '../describeSystemError';
import type { Environment } from '../environment';
import { startProcess } from '../processes';
import { createTestRunners } from '../runners/createTestRunners';
import { directly } from '../runners/nodeTest/directNode';
import { findPython } from '../runners/pytest/findPython';
import type { RunnerPreferences } from '../runners/runnerName';
import { copyForTests } from '../scratch/copyForTests';
import { linkPackages } from '../scratch/linkPackages';
import { ScratchFolder } from '../scratch/scratchFolder';
import type { Seal } from '../seal';
import { moduleFolders } from './moduleFolders';
import { canBeWarm, WarmPytest } from './warmPytest';

export interface BenchPlace {
  /** Absolute. */
  readonly root: string;
  readonly assetsDir: string;
  readonly env: Environment;
  readonly seal: Seal;
  readonly preferences: RunnerPreferences;
  /** The test file by which the runner is found. */
  readonly testFile: string;
  /** Workspace-relative; what the tests run has to be this code of the copy. */
  readonly code: readonly string[];
}

/** A copy of a project in which files may be changed and tests be run; gone when it is disposed. */
export class TestBench {
  private constructor(
    private readonly scratch: ScratchFolder,
    private readonly warm: WarmPytest,
    readonly runner: TestRunner,
  ) {}

  static async make(place: BenchPlace, signal: AbortSignal): Promise<Result<TestBench, Problem>> {
    const scratch = await ScratchFolder.make(place.seal).catch(notWritten);
    if (!(scratch instanceof ScratchFolder)) return scratch;
    const made = await TestBench.fill(scratch, place, signal).catch(notWritten);
    if (!made.ok) await scratch.remove();
    return made;
  }

  private static async fill(
    scratch: ScratchFolder,
    place: BenchPlace,
    signal: AbortSignal,
  ): Promise<Result<TestBench, Problem>> {
    const { root, assetsDir, env, preferences, testFile } = place;
    const copied = await copyForTests(root, scratch, env, signal);
    if (!copied.ok) return copied;
    await linkPackages(root, scratch, copied.value);
    const folders = await moduleFolders(scratch.copy, place.code);
    const warm = new WarmPytest(
      assetsDir,
      folders.map((folder) => join(scratch.copy, folder)),
    );
    const preferred = { ...preferences, python: preferences.python ?? (await pythonOf(place)) };
    const runners = createTestRunners({
      ...{ root: scratch.copy, assetsDir, env },
      preferences: async () => preferred,
      start: canBeWarm ? directly(warm.start) : startProcess,
    });
    const runner = await runners.for(testFile);
    return runner.ok ? ok(new TestBench(scratch, warm, runner.value)) : runner;
  }

  /** Whether it could be written: what ran here may have put something in the way. */
  write(path: CheckedPath, bytes: Uint8Array): Promise<boolean> {
    return this.scratch.replace(this.scratch.inCopy(path.relative), bytes);
  }

  /** Runs tests; with `stop at failure`, the first that fails is the last, and the report has no more than was known then. */
  async run(
    request: TestRequest,
    until: 'run all' | 'stop at failure',
    signal: AbortSignal,
  ): Promise<{ readonly report: TestReport; readonly failed: TestResult | undefined }> {
    const enough = linkAbort(signal);
    let failed: TestResult | undefined;
    let report: TestReport | undefined;
    try {
      for await (const event of this.runner.run(request, enough.signal)) {
        if (event.kind === 'run-ended') report = event.report;
        if (event.kind !== 'test' || failed !== undefined || !isFailure(event.result)) continue;
        failed = event.result;
        if (until === 'stop at failure') enough.abort();
      }
    } finally {
      enough.unlink();
    }
    if (report === undefined) throw new Error(`${this.runner.name} ended without a report`);
    return { report, failed };
  }

  async dispose(): Promise<void> {
    await this.warm.dispose();
    await this.scratch.remove();
  }
}

function isFailure({ outcome }: TestResult): boolean {
  return isRed(outcome) || outcome === 'crashed';
}

/** The project's own interpreter, whose folder git ignores: it is not in the copy. */
async function pythonOf({ root, env, testFile }: BenchPlace): Promise<string | undefined> {
  if (!testFile.endsWith('.py')) return undefined;
  const found = await findPython({ root, files: [testFile], env, chosen: undefined });
  return found.ok ? found.value.path : undefined;
}

/** What the file system refuses is told; any other error is a fault of ours. */
function notWritten(error: unknown): Result<never, Problem> {
  if (errorCode(error) === undefined) throw error;
  return fail({ kind: 'write-failed', path: tmpdir(), detail: describeSystemError(error) });
}
