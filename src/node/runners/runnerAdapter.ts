import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import type { RunEnd } from '../../core/testrun/report';
import type { SyntaxCheck } from '../../core/testrun/runner';
import type { ProcessEnd, ProcessRequest } from '../processes';
import type { RunLedger } from './runLedger';
import type { RunRecord } from './runRecord';

/** What a runner is asked to run, and where. */
export interface LaunchRequest {
  /** Absolute, links resolved. */
  readonly root: string;
  /** Workspace-relative. */
  readonly files: readonly string[];
  /** An empty folder outside the workspace that is removed after the run; absolute. */
  readonly scratch: string;
}

/** A test run that is ready to start. */
export interface Launch {
  readonly process: ProcessRequest;
  /** As a person would type it. */
  readonly command: string;
  /** The file in the scratch folder, there already, to which the runner's plugin writes its lines. */
  readonly channel: string;
  /** What is known before the start. */
  readonly records: readonly RunRecord[];
  /** Reads one line of the channel. Undefined when it is none of the plugin's. */
  read(line: string): readonly RunRecord[] | undefined;
  /** How a run ended that was neither cancelled nor timed out; `output` is the end of what it printed. */
  judge(end: ProcessEnd, ledger: RunLedger, output: string): RunEnd;
}

/** The little that differs between runners; `superviseRun` does the rest. */
export interface RunnerAdapter {
  readonly name: string;
  prepare(request: LaunchRequest): Promise<Result<Launch, Problem>>;
  checkSyntax(root: string, paths: readonly string[], signal: AbortSignal): Promise<readonly SyntaxCheck[]>;
}
