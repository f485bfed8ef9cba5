import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestReport, TestResult } from '../../../../src/core/testrun/report';
import type { TestEvent, TestRunner } from '../../../../src/core/testrun/runner';
import { createTestRunners } from '../../../../src/node/runners/createTestRunners';
import type { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';

export interface RunOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly timeLimitMs?: number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: TestEvent) => void;
}

export interface Ran {
  readonly events: readonly TestEvent[];
  readonly report: TestReport;
  /** By id. */
  readonly results: Readonly<Record<string, TestResult>>;
  /** `outcome id`, in the order of the report. */
  readonly rows: readonly string[];
}

const ASSETS = path.join(__dirname, '../../../../src/node/runners/assets');

export function runnerFor(
  workspace: TemporaryWorkspace,
  file: string,
  env: RunOptions['env'] = process.env,
): TestRunner {
  const runner = createTestRunners({ root: workspace.root, assetsDir: ASSETS, env }).for(file);
  assert.ok(runner, `no runner for ${file}`);
  return runner;
}

/** Runs tests for real and holds what is true of every run: one end, which is last, and nothing left behind. */
export async function runIn(
  workspace: TemporaryWorkspace,
  files: readonly string[],
  options: RunOptions = {},
): Promise<Ran> {
  const before = Object.keys(await workspace.snapshot());
  const scratchBefore = scratchFolders();
  const { timeLimitMs = 30_000, signal = new AbortController().signal } = options;
  const events: TestEvent[] = [];
  for await (const event of runnerFor(workspace, files[0] ?? '', options.env).run({ files, timeLimitMs }, signal)) {
    events.push(event);
    options.onEvent?.(event);
  }
  const last = events.at(-1);
  assert.equal(last?.kind, 'run-ended');
  assert.ok(last?.kind === 'run-ended');
  assert.equal(events.filter((event) => event.kind === 'run-ended').length, 1);
  const { report } = last;
  const streamed = events.flatMap((event) => (event.kind === 'test' ? [event.result.id] : []));
  assert.deepEqual([...streamed].sort(), report.tests.map((test) => test.id).sort(), 'each result is an event, once');
  assert.equal(new Set(streamed).size, streamed.length, 'ids are unique');
  const caches = Object.keys(await workspace.snapshot()).filter((name) => !before.includes(name) && /cache/.test(name));
  assert.deepEqual(caches, []);
  assert.deepEqual(
    scratchFolders().filter((name) => !scratchBefore.includes(name)),
    [],
  );
  return {
    events,
    report,
    results: Object.fromEntries(report.tests.map((test) => [test.id, test])),
    rows: report.tests.map((test) => `${test.outcome} ${test.id}`),
  };
}

function scratchFolders(): readonly string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('agentforge-run-'));
}
