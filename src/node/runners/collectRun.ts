import { randomUUID } from 'node:crypto';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Problem } from '../../core/errors';
import type { RunEnd, TestResult } from '../../core/testrun/report';
import type { TestEvent, TestRequest } from '../../core/testrun/runner';
import type { ProcessEnd } from '../processes';
import { runProcess } from '../processes';
import type { RunReader, Stop } from './runReader';
import { TestEventQueue } from './testEventQueue';

export interface RunPlan {
  readonly runner: string;
  /** As a person would type it. */
  readonly command: string;
  readonly file: string;
  /** Arguments of each command, run one after the other; the time limit is for all of them. */
  readonly commands: readonly (readonly string[])[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** What to say when the executable does not start; `code` is the system's. */
  readonly missing: (code: string) => Problem;
}

const OUTPUT_KEPT = 64 * 1024;

/**
 * Runs the plan and turns the plugin's messages into events as they come. Ends with exactly one `run-ended`. When the
 * caller stops iterating, the run is ended first: no process outlives the generator, and what it left in its temporary
 * folder goes too.
 */
export async function* collectRun(
  plan: RunPlan,
  request: TestRequest,
  reader: RunReader,
  signal: AbortSignal,
): AsyncGenerator<TestEvent> {
  const scratch = await realpath(await mkdtemp(join(tmpdir(), 'agentforge-run-')));
  const abandoned = new AbortController();
  const run = new Run(plan, reader, scratch);
  const ended = run.start(request.timeLimitMs, AbortSignal.any([signal, abandoned.signal]));
  try {
    yield* run.events;
    yield* run.conclude(await ended, request);
  } finally {
    abandoned.abort();
    await ended.catch(() => {}); // It has been thrown above, or nobody is left to hear it.
    await removeScratch(scratch);
  }
}

class Run {
  readonly events = new TestEventQueue();
  private readonly started = new Date();
  private readonly tests: TestResult[] = [];
  private output = '';

  constructor(
    private readonly plan: RunPlan,
    private readonly reader: RunReader,
    private readonly scratch: string,
  ) {}

  /** Rejects, with the processes gone, when the reader throws. */
  async start(timeLimitMs: number, signal: AbortSignal): Promise<ProcessEnd> {
    const { runner, command, file, commands, cwd } = this.plan;
    this.events.push({ kind: 'run-started', runner, command });
    // Only who knows the token is heard: a test that writes to our descriptor cannot make up results.
    const token = randomUUID();
    const env = { ...this.plan.env, TMPDIR: this.scratch, TMP: this.scratch, TEMP: this.scratch, AGENTFORGE_TOKEN: token };
    const fault = new AbortController();
    const stop = AbortSignal.any([signal, fault.signal]);
    const deadline = Date.now() + timeLimitMs;
    let end: ProcessEnd = { kind: 'cancelled' };
    try {
      for (const args of commands) {
        end = await runProcess(
          {
            ...{ file, args, cwd, env },
            timeLimitMs: Math.max(0, deadline - Date.now()),
            onOutput: (text) => this.print(text),
            onResult: (line) => {
              if (!line.startsWith(token) || fault.signal.aborted) return;
              try {
                this.report(this.reader.take(JSON.parse(line.slice(token.length))));
              } catch (error) {
                fault.abort(error);
              }
            },
          },
          stop,
        );
        fault.signal.throwIfAborted();
        if (end.kind !== 'exited') break;
        this.report(this.reader.exited(end, this.output));
      }
      return end;
    } finally {
      this.events.close();
    }
  }

  *conclude(ended: ProcessEnd, { timeLimitMs }: TestRequest): Generator<TestEvent> {
    const stop: Stop | undefined = ended.kind === 'timed-out' || ended.kind === 'cancelled' ? ended.kind : undefined;
    const { end, unreported } = this.reader.conclude(stop);
    for (const result of unreported) {
      this.tests.push(result);
      yield { kind: 'test', result };
    }
    const { runner, command } = this.plan;
    yield {
      kind: 'run-ended',
      report: {
        ...{ runner, command, tests: this.tests, imports: this.reader.imports, output: this.output },
        end: this.endOf(ended, end, timeLimitMs),
        durationMs: Date.now() - this.started.getTime(),
        startedAt: this.started.toISOString(),
      },
    };
  }

  private endOf(ended: ProcessEnd, byItself: RunEnd, limitMs: number): RunEnd {
    switch (ended.kind) {
      case 'cancelled':
        return { kind: 'cancelled' };
      case 'timed-out':
        return { kind: 'timed-out', limitMs };
      case 'not-started':
        return { kind: 'not-started', problem: this.plan.missing(ended.code) };
      case 'exited':
        return byItself;
    }
  }

  private print(text: string): void {
    this.output = (this.output + text).slice(-OUTPUT_KEPT);
    this.events.push({ kind: 'output', text });
  }

  private report(results: readonly TestResult[]): void {
    for (const result of results) {
      this.tests.push(result);
      this.events.push({ kind: 'test', result });
    }
  }
}

/** A test may have made a folder that even its owner cannot empty; that is no reason to lose the report of the run. */
async function removeScratch(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => {});
}
