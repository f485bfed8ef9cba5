import assert from 'node:assert/strict';
import path from 'node:path';
import type { TestReport } from '../../src/core/testrun/report';
import type { TestRequest } from '../../src/core/testrun/runner';
import { createTestRunners } from '../../src/node/runners/createTestRunners';
import { repositoryRoot } from './editor/repositoryRoot';
import type { Files } from './realRun';
import { TemporaryWorkspace } from './temporaryWorkspace';

export interface RecordedRunOptions {
  /** The project. */
  readonly files: Files;
  /** The program that stands in the place of the real one on PATH. */
  readonly program: string;
  /** What it does, as a shell script; `$FIXTURES` is the folder of recorded reports, `$PWD` where it was started. */
  readonly script: string;
  readonly run: readonly string[];
  readonly request?: Omit<TestRequest, 'files' | 'timeLimitMs'>;
}

export interface RecordedRun {
  readonly report: TestReport;
  /** The arguments of the program. */
  readonly args: readonly string[];
  /** `outcome id` of each test in the report. */
  readonly outcomes: readonly string[];
}

/** Runs tests with a program that leaves recorded reports, for runners that are not at hand everywhere. */
export async function recordedRun(options: RecordedRunOptions): Promise<RecordedRun> {
  const workspace = await TemporaryWorkspace.make(options.files);
  const bin = await TemporaryWorkspace.make();
  try {
    const fixtures = path.join(repositoryRoot, 'test/fixtures/reports');
    const script = `#!/bin/sh\nFIXTURES='${fixtures}'\nprintf '%s\\n' "$@" > '${bin.path('args')}'\n${options.script}\n`;
    await bin.write(options.program, script, 0o755);
    const env = { ...process.env, PATH: `${bin.root}:${process.env['PATH']}` };
    const found = await createTestRunners({ root: workspace.root, assetsDir: bin.root, env }).for(options.run[0] ?? '');
    assert.ok(found.ok, `no runner for ${options.run[0]}`);
    const request = { files: options.run, timeLimitMs: 60_000, ...options.request };
    let report: TestReport | undefined;
    for await (const event of found.value.run(request, new AbortController().signal)) {
      if (event.kind === 'run-ended') report = event.report;
    }
    assert.ok(report);
    const outcomes = report.tests.map((test) => `${test.outcome} ${test.id}`);
    const args = await bin.text('args').catch(() => '');
    return { report, outcomes, args: args.split('\n').filter((arg) => arg !== '') };
  } finally {
    await workspace.dispose();
    await bin.dispose();
  }
}
