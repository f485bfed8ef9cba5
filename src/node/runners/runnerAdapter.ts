import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import type { Coverage, RunEnd } from '../../core/testrun/report';
import type { RunnerAbilities, SyntaxCheck, TestCommand, TestRequest } from '../../core/testrun/runner';
import type { ProcessEnd, ProcessRequest } from '../processes';
import type { RunLedger } from './runLedger';
import type { RunRecord } from './runRecord';

/** What a runner is asked to run, and where. */
export interface LaunchRequest extends Omit<TestRequest, 'timeLimitMs'> {
  /** Absolute, links resolved. */
  readonly root: string;
  /** An empty folder outside the workspace that is removed after the run; absolute. */
  readonly scratch: string;
}

/** A test run that is ready to start. */
export interface Launch {
  readonly process: ProcessRequest;
  /** As a person would type it. */
  readonly command: string;
  /**
   * Where the runner's report appears, line by line: a file in the scratch folder, there already, to which the runner's plugin
   * writes, or `stdout` for a runner that prints its machine-readable report; what it prints is then no output for people.
   */
  readonly channel: { readonly kind: 'file'; readonly path: string } | { readonly kind: 'stdout' };
  /** What is known before the start. */
  readonly records: readonly RunRecord[];
  /** Reads one line of the channel. Undefined when it is a broken line of the plugin's. */
  read(line: string): readonly RunRecord[] | undefined;
  /** What is known only after the end: report files (JUnit XML, trx). Undefined for a runner that streams everything. */
  readonly readReports?: () => Promise<readonly RunRecord[]>;
  /** Reads what was measured, when `coverageOf` was asked for. */
  readonly readCoverage?: () => Promise<Coverage>;
  /** How a run ended that was neither cancelled nor timed out; `output` is the end of what it printed. */
  judge(end: ProcessEnd, ledger: RunLedger, output: string): RunEnd;
}

/** The little that differs between runners; `superviseRun` does the rest. */
export interface RunnerAdapter {
  readonly name: string;
  readonly abilities: RunnerAbilities;
  /** Where they hang on the version that is installed here. */
  abilitiesHere?(): Promise<RunnerAbilities>;
  prepare(request: LaunchRequest): Promise<Result<Launch, Problem>>;
  command(root: string, request: Pick<TestRequest, 'files' | 'tests'>): Promise<Result<TestCommand, Problem>>;
  checkSyntax(root: string, paths: readonly string[], signal: AbortSignal): Promise<readonly SyntaxCheck[]>;
}
