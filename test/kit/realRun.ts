import assert from 'node:assert/strict';
import path from 'node:path';
import type { TestReport, TestResult } from '../../src/core/testrun/report';
import type { TestEvent, TestRequest } from '../../src/core/testrun/runner';
import { isTestFileName } from '../../src/core/testrun/testFileName';
import { createTestRunners } from '../../src/node/runners/createTestRunners';
import type { RunnerPreferences } from '../../src/node/runners/runnerName';
import { repositoryRoot } from './editor/repositoryRoot';
import { TemporaryWorkspace } from './temporaryWorkspace';

export type Files = Readonly<Record<string, string>>;

export interface RealRunOptions {
  /** What to run; by default every file that has the name of one. */
  readonly run?: readonly string[];
  readonly timeLimitMs?: number;
  /** What else is asked for: chosen tests, a seed, a substitute, coverage. */
  readonly request?: Omit<TestRequest, 'files' | 'timeLimitMs'>;
  /** What the user chose in the settings. */
  readonly preferences?: RunnerPreferences;
  readonly cancelledBefore?: boolean;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** After the files are there. */
  readonly prepare?: (workspace: TemporaryWorkspace) => Promise<unknown>;
  /** Looks at each event; may abort the run, or stop listening by answering `stop`. */
  readonly onEvent?: (event: TestEvent, abort: () => void) => unknown;
}

export interface RealRun {
  /** Undefined when the run was not listened to until its end. */
  readonly report: TestReport;
  readonly events: readonly TestEvent[];
  /** `outcome id` of each test in the report. */
  readonly outcomes: readonly string[];
  /** The result whose id ends like this. */
  result(endOfId: string): TestResult;
}

/** What jest keeps for its next run, with us as without. */
const KEPT_BY_JEST = /^jest(?:_\w+)?(?:\/|$)/;
const ASSETS = path.join(repositoryRoot, 'src/node/runners/assets');

/** Runs test files with the real runner in a workspace of their own; nothing may be left there or among temporary files. */
export async function realRun(files: Files, options: RealRunOptions = {}): Promise<RealRun> {
  const workspace = await TemporaryWorkspace.make(files);
  const temporary = await TemporaryWorkspace.make();
  const usual = process.env['TMPDIR'];
  process.env['TMPDIR'] = temporary.root;
  try {
    await options.prepare?.(workspace);
    const before = await workspace.snapshot();
    const run = options.run ?? Object.keys(files).filter(isTestFileName);
    const { env = process.env, preferences = {} } = options;
    const runners = createTestRunners({
      ...{ root: workspace.root, assetsDir: ASSETS, env },
      preferences: async () => preferences,
    });
    const found = await runners.for(run[0] ?? '');
    assert.ok(found.ok, `no runner for ${run[0]}`);
    const runner = found.value;
    const abort = new AbortController();
    if (options.cancelledBefore === true) abort.abort();
    const events: TestEvent[] = [];
    const request = { ...options.request, files: run, timeLimitMs: options.timeLimitMs ?? 60_000 };
    for await (const event of runner.run(request, abort.signal)) {
      events.push(event);
      if (options.onEvent?.(event, () => abort.abort()) === 'stop') break;
    }
    assert.deepEqual(await workspace.snapshot(), before, 'the run left something in the workspace');
    const left = Object.keys(await temporary.snapshot()).filter((file) => !KEPT_BY_JEST.test(file));
    assert.deepEqual(left, [], 'the run left something among temporary files');
    return described(events);
  } finally {
    if (usual === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = usual;
    await workspace.dispose();
    await temporary.dispose();
  }
}

function described(events: readonly TestEvent[]): RealRun {
  const ends = events.flatMap((event) => (event.kind === 'run-ended' ? [event.report] : []));
  const report = ends[0] as TestReport;
  const tests = report?.tests ?? [];
  const ids = tests.map((test) => test.id);
  if (report !== undefined) {
    assert.equal(events.at(-1)?.kind, 'run-ended');
    assert.equal(ends.length, 1);
    assert.equal(new Set(ids).size, ids.length, `ids are unique: ${ids}`);
    const streamed = events.flatMap((event) => (event.kind === 'test' ? [event.result.id] : []));
    assert.deepEqual(streamed.toSorted(), ids.toSorted(), 'each result of the report was an event');
  }
  return {
    report,
    events,
    outcomes: tests.map((test) => `${test.outcome} ${test.id}`),
    result: (endOfId) => {
      const found = tests.find((test) => test.id.endsWith(endOfId));
      assert.ok(found, `no test ${endOfId} among ${ids.join(', ')}`);
      return found;
    },
  };
}
