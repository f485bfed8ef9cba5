import type { RunEnd } from '../../../core/testrun/report';
import type { ProcessEnd } from '../../processes';
import { describeEnd, lastWords } from '../describeEnd';
import type { RunLedger } from '../runLedger';
import type { KnownTest } from '../runRecord';

export interface PytestEnd {
  readonly end: ProcessEnd;
  readonly ledger: RunLedger;
  /** The end of what it printed. */
  readonly output: string;
  /** The test that could be ended only together with the process. */
  readonly hanging: KnownTest | undefined;
  /** Whether single tests were asked for. */
  readonly isSelection: boolean;
  /** The command that brings pytest. */
  readonly install: string;
}

const INTERRUPTED = 2;
const INTERNAL_ERROR = 3;
const USAGE_ERROR = 4;

/** How a run of pytest ended that nobody stopped. */
export function judgePytest(run: PytestEnd): RunEnd {
  const { end, ledger, output, hanging, install } = run;
  if (end.kind === 'not-started') return notStarted(end.detail, install);
  if (ledger.ended) return judgeEnded(run, end.kind === 'exited' ? end.code : INTERRUPTED);
  if (/\bNo module named pytest\b/.test(output)) return notStarted('pytest is not installed', install);
  if (hanging !== undefined) {
    return {
      kind: 'died',
      detail: `${hanging.id} could not be stopped at its time limit, so the run was ended with it`,
    };
  }
  const during = ledger.runningTest === undefined ? '' : ` while ${ledger.runningTest.id} was running`;
  return { kind: 'died', detail: `pytest ${describeEnd(end)}${during}${lastWords(output)}` };
}

function notStarted(detail: string, install: string): RunEnd {
  return { kind: 'not-started', problem: { kind: 'runner-missing', runner: 'pytest', detail, install } };
}

function judgeEnded({ ledger, output, isSelection }: PytestEnd, code: number): RunEnd {
  if (code === INTERNAL_ERROR)
    return { kind: 'died', detail: `pytest stopped with an internal error${lastWords(output)}` };
  const left = ledger.unreported.length;
  if (left > 0 || code === INTERRUPTED) {
    const missed = left === 0 ? '' : `: ${left} ${left === 1 ? 'test' : 'tests'} did not run`;
    return { kind: 'died', detail: `pytest was stopped from inside the run${missed}` };
  }
  // With results it is a conftest.py that did not load, which the plugin has reported test by test.
  if (code === USAGE_ERROR && ledger.count === 0)
    return { kind: 'died', detail: `pytest could not begin${lastWords(output)}` };
  if (ledger.count === 0) return { kind: 'none-ran', detail: 'pytest found no test in these files' };
  if (!ledger.anyRan) {
    const detail = isSelection
      ? 'pytest does not find the chosen tests, or its configuration leaves them out'
      : "the project's pytest configuration leaves out every test of these files";
    return { kind: 'none-ran', detail };
  }
  return { kind: 'completed' };
}
