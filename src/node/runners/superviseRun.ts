import { mkdtempSync, readdirSync, realpathSync, rmdirSync, unlinkSync } from 'node:fs';
import { realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Coverage, RunEnd } from '../../core/testrun/report';
import type { TestEvent, TestRequest } from '../../core/testrun/runner';
import { describeSystemError } from '../describeSystemError';
import type { ProcessEnd } from '../processes';
import { startProcess } from '../processes';
import { EventQueue } from './eventQueue';
import { followLines } from './followLines';
import { OutputTail } from './outputTail';
import { PushedLines } from './pushedLines';
import { RunLedger } from './runLedger';
import type { Launch, RunnerAdapter } from './runnerAdapter';
import type { RunRecord } from './runRecord';
import { shortenPaths } from './shortenPaths';

export interface SupervisedRun extends TestRequest {
  readonly adapter: RunnerAdapter;
  /** Why this runner, for people. */
  readonly why: string;
  /** Absolute. */
  readonly root: string;
  /** What starts the runner; as a process of its own when left away. */
  readonly start?: typeof startProcess;
}

/**
 * Runs tests once: starts the runner, passes on what it prints and reports, ends it with everything it started when the time is
 * up, the signal aborts or nobody listens any more, and removes the temporary folder. The last event is always `run-ended`.
 */
export async function* superviseRun(run: SupervisedRun, signal: AbortSignal): AsyncGenerator<TestEvent, void> {
  const start = performance.now();
  const startedAt = new Date().toISOString();
  const ledger = new RunLedger();
  const output = new OutputTail();
  let command = '';
  const report = (end: RunEnd, coverage?: Coverage): TestEvent => {
    const tests = ledger.inOrder(run.files);
    const durationMs = performance.now() - start;
    const said = { output: output.text, durationMs, startedAt, ...(coverage === undefined ? {} : { coverage }) };
    const beside = ledger.beside.size === 0 ? {} : { beside: [...ledger.beside] };
    return {
      kind: 'run-ended',
      report: { runner: run.adapter.name, command, end, tests, imports: ledger.imports, ...beside, ...said },
    };
  };

  if (signal.aborted) {
    yield report({ kind: 'cancelled' });
    return;
  }
  let scratch: string;
  try {
    scratch = realpathSync.native(mkdtempSync(join(tmpdir(), 'agentforge-run-')));
  } catch (error) {
    const problem = { kind: 'write-failed', path: tmpdir(), detail: describeSystemError(error) } as const;
    yield report({ kind: 'not-started', problem });
    return;
  }
  try {
    const root = await realpath(run.root);
    const prepared = await run.adapter.prepare({ ...run, root, scratch });
    if (!prepared.ok) {
      yield report({ kind: 'not-started', problem: prepared.problem });
      return;
    }
    const launch = prepared.value;
    command = launch.command;
    if (signal.aborted) {
      yield report({ kind: 'cancelled' });
      return;
    }
    yield { kind: 'run-started', runner: run.adapter.name, command, why: run.why };
    const end = yield* superviseProcess(launch, { ...run, root, ledger, output }, signal);
    for (const result of ledger.close(end)) yield { kind: 'test', result };
    yield report(end, await measured(run, launch, end));
  } finally {
    await removeScratch(scratch);
  }
}

/** A run that did not complete has measured nothing that could be relied on. */
async function measured(run: SupervisedRun, launch: Launch, end: RunEnd): Promise<Coverage | undefined> {
  if (run.coverageOf === undefined) return undefined;
  if (end.kind !== 'completed') {
    return { kind: 'unavailable', detail: 'the run did not complete', install: undefined };
  }
  const detail = `${run.adapter.name} does not measure coverage here`;
  return (await launch.readCoverage?.()) ?? { kind: 'unavailable', detail, install: undefined };
}

/**
 * What a run leaves there whose tests made no files is removed at once, in a third of the time that it takes by way of another
 * thread. A test may have made a folder there that even its owner cannot empty; that is no reason to lose the report.
 */
async function removeScratch(folder: string): Promise<void> {
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) rmdirSync(path);
      else unlinkSync(path);
    }
    rmdirSync(folder);
  } catch {
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }).catch(() => {});
  }
}

interface Books extends SupervisedRun {
  readonly ledger: RunLedger;
  readonly output: OutputTail;
}

async function* superviseProcess(launch: Launch, books: Books, signal: AbortSignal): AsyncGenerator<TestEvent, RunEnd> {
  const { ledger, output, root } = books;
  const queue = new EventQueue();
  let unreadable: string | undefined;
  const print = (text: string): void => {
    output.add(text);
    queue.pushOutput(text);
  };
  const take = (record: RunRecord): void => {
    if (record.kind === 'output') print(record.text);
    const result = ledger.add(
      record.kind === 'result' ? { kind: 'result', result: shortenPaths(record.result, root) } : record,
    );
    if (result !== undefined) queue.push({ kind: 'test', result });
  };
  for (const record of launch.records) take(record);
  const readLine = (line: string): void => {
    const records = launch.read(line);
    if (records === undefined) unreadable ??= line;
    for (const record of records ?? []) take(record);
  };
  const { channel } = launch;
  const lines = channel.kind === 'file' ? followLines(channel.path, readLine) : undefined;
  const printed = new PushedLines(readLine);
  const running = (books.start ?? startProcess)(launch.process, (text, stream) => {
    if (channel.kind === 'stdout' && stream === 'stdout') printed.add(text);
    else print(text);
  });

  let stopped: RunEnd | undefined;
  const stop = (end: RunEnd): void => {
    stopped ??= end;
    running.kill();
  };
  const cancel = (): void => stop({ kind: 'cancelled' });
  signal.addEventListener('abort', cancel, { once: true });
  const limitMs = books.timeLimitMs;
  const limit = setTimeout(() => stop({ kind: 'timed-out', limitMs }), limitMs);
  if (signal.aborted) cancel();
  const whole = running.ended.then(async (end): Promise<ProcessEnd> => {
    clearTimeout(limit);
    signal.removeEventListener('abort', cancel);
    try {
      await (lines ?? printed).finish();
      for (const record of (await launch.readReports?.()) ?? []) take(record);
    } finally {
      queue.close();
    }
    return end;
  });
  // It is awaited below; until then a failure must not count as unhandled.
  whole.catch(() => {});

  let end: ProcessEnd;
  try {
    yield* queue.events();
  } finally {
    // Also when the consumer has turned away.
    running.kill();
    end = await whole;
  }
  if (stopped !== undefined) return stopped;
  if (unreadable !== undefined)
    return { kind: 'died', detail: `the runner's report could not be read: ${unreadable.slice(0, 200)}` };
  return launch.judge(end, ledger, output.text);
}
