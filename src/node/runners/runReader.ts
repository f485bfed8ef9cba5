import type { RunEnd, TestImport, TestOutcome, TestResult } from '../../core/testrun/report';
import type { ProcessExit } from '../processes';

/** Why a run was stopped from outside. */
export type Stop = 'timed-out' | 'cancelled';

/** What is known of a test before it has reported. */
export type KnownTest = Pick<TestResult, 'id' | 'name' | 'file' | 'line'>;

export interface Conclusion {
  /** What the run came to by itself; of no interest when it was stopped. */
  readonly end: RunEnd;
  /** Tests that began or were collected and have not reported. */
  readonly unreported: readonly TestResult[];
}

/** What one adapter makes of the messages of its own plugin. */
export interface RunReader {
  readonly imports: readonly TestImport[];
  /** A message of the plugin; gives the results that are now known. */
  take(message: unknown): readonly TestResult[];
  /** The process of a command has ended; `output` is the end of what the run has printed. */
  exited(exit: ProcessExit, output: string): readonly TestResult[];
  /** Called once, at the end; `stop` when the run did not end by itself. */
  conclude(stop: Stop | undefined): Conclusion;
}

/** The row of a test that has no result of its own. */
export function rowOf({ id, name, file, line }: KnownTest, outcome: TestOutcome): TestResult {
  return { id, name, file, line, outcome, durationMs: 0, failure: undefined };
}

/** What becomes of the test that was running when the run ended. */
export function outcomeOfRunning(stop: Stop | undefined): TestOutcome {
  return stop === undefined ? 'crashed' : stop === 'timed-out' ? 'timed-out' : 'not-run';
}

/** `with exit code 3` or `by SIGKILL`. */
export function describeExit({ code, signal }: ProcessExit): string {
  return signal === undefined ? `with exit code ${code ?? 'unknown'}` : `by ${signal}`;
}
