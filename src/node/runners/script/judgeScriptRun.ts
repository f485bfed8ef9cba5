import type { RunEnd } from '../../../core/testrun/report';
import type { ProcessEnd } from '../../processes';
import { describeEnd, lastWords } from '../describeEnd';
import type { RunLedger } from '../runLedger';
import { nodeMissing } from './findNode';
import type { ScriptEventReader } from './scriptEventReader';

export interface JudgedRun {
  readonly runner: string;
  readonly end: ProcessEnd;
  readonly ledger: RunLedger;
  readonly output: string;
  readonly reader: Pick<ScriptEventReader, 'anyFile' | 'broken'>;
}

/** How a run of vitest or jest ended: what its plugin never told the end of has died. */
export function judgeScriptRun({ runner, end, ledger, output, reader }: JudgedRun): RunEnd {
  if (end.kind === 'not-started') return { kind: 'not-started', problem: nodeMissing(end.detail, runner) };
  if (reader.broken !== undefined) return { kind: 'died', detail: `${runner} stopped: ${reader.broken}` };
  if (ledger.deaths.length > 0) return { kind: 'died', detail: ledger.deaths.join('; ') };
  if (!ledger.ended || end.kind === 'killed') {
    return { kind: 'died', detail: `${runner} ${describeEnd(end)}${lastWords(output)}` };
  }
  if (!ledger.anyRan) {
    const unknown = reader.anyFile ? '' : "; the project's configuration takes none of them for tests";
    return { kind: 'none-ran', detail: `${runner} found no test in these files${unknown}` };
  }
  const left = ledger.unreported.length;
  if (left > 0)
    return { kind: 'died', detail: `${runner} ended before ${left} ${left === 1 ? 'test' : 'tests'} had a result` };
  return { kind: 'completed' };
}
