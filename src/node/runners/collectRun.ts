import type { Problem } from '../../core/errors';
import type { RunEnd, TestImport, TestReport, TestResult } from '../../core/testrun/report';
import type { TestEvent, TestRequest } from '../../core/testrun/runner';
import type { ProcessEnd } from '../processes';
import { runProcess } from '../processes';

/** What one adapter makes of its runner's own messages. */
export interface RunReader {
  /** A message of the plugin; gives the results that are now known. */
  take(message: unknown): readonly TestResult[];
  /** Called once when the process is gone; gives what is known only now. */
  finish(): Promise<readonly TestResult[]>;
  readonly imports: readonly TestImport[];
  /** What the run as a whole came to when its process ended by itself. `tests` is how many reported. */
  end(exit: { readonly code: number | undefined; readonly signal: string | undefined }, output: string): RunEnd;
  /** Tests that began or were collected and did not report, with what is known of them. */
  unreported(why: 'died' | 'timed-out' | 'cancelled'): readonly TestResult[];
}

export interface RunPlan {
  readonly runner: string;
  /** As a person would type it. */
  readonly command: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** What to say when the executable is not there. */
  readonly missing: Problem;
}

const OUTPUT_KEPT = 64 * 1024;

/** Runs the plan and turns the plugin's messages into events as they come. Ends with exactly one `run-ended`. */
export async function* collectRun(
  plan: RunPlan,
  request: TestRequest,
  reader: RunReader,
  signal: AbortSignal,
): AsyncGenerator<TestEvent> {
  const started = new Date();
  const tests: TestResult[] = [];
  const queue: TestEvent[] = [{ kind: 'run-started', runner: plan.runner, command: plan.command }];
  let wake: () => void = () => {};
  let output = '';
  const push = (event: TestEvent): void => {
    queue.push(event);
    wake();
  };
  const report = (results: readonly TestResult[]): void => {
    for (const result of results) {
      tests.push(result);
      push({ kind: 'test', result });
    }
  };
  let ended: ProcessEnd | undefined;
  const run = runProcess(
    {
      ...plan,
      timeLimitMs: request.timeLimitMs,
      onOutput: (text) => {
        output = (output + text).slice(-OUTPUT_KEPT);
        push({ kind: 'output', text });
      },
      onResult: (line) => report(reader.take(parse(line))),
    },
    signal,
  ).then((end) => {
    ended = end;
    wake();
  });

  while (ended === undefined || queue.length > 0) {
    const event = queue.shift();
    if (event !== undefined) yield event;
    else {
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (ended !== undefined) resolve();
      });
    }
  }
  await run;
  report(await reader.finish());
  const end = endOf(ended, { plan, request, reader, output });
  if (end.kind === 'died' || end.kind === 'timed-out' || end.kind === 'cancelled') report(reader.unreported(end.kind));
  yield* queue;
  yield { kind: 'run-ended', report: reportOf() };

  function reportOf(): TestReport {
    return {
      runner: plan.runner,
      command: plan.command,
      end,
      tests,
      imports: reader.imports,
      output,
      durationMs: Date.now() - started.getTime(),
      startedAt: started.toISOString(),
    };
  }
}

function endOf(
  ended: ProcessEnd,
  { plan, request, reader, output }: { plan: RunPlan; request: TestRequest; reader: RunReader; output: string },
): RunEnd {
  switch (ended.kind) {
    case 'cancelled':
      return { kind: 'cancelled' };
    case 'timed-out':
      return { kind: 'timed-out', limitMs: request.timeLimitMs };
    case 'not-started':
      return { kind: 'not-started', problem: plan.missing };
    case 'exited':
      return reader.end(ended, output);
  }
}

/** A line that is no JSON was not written by our plugin: a test may write to descriptor 3 too. */
function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
