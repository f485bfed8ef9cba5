import type { RunEnd } from '../../../core/testrun/report';
import type { ProcessEnd } from '../../processes';
import { describeEnd, lastWords } from '../describeEnd';
import type { RunLedger } from '../runLedger';
import { cargoMissing } from './cargoProject';

export interface CargoEnd {
  readonly end: ProcessEnd;
  readonly ledger: RunLedger;
  /** The end of what was printed. */
  readonly output: string;
  /** `cargo test`. */
  readonly name: string;
  /** Whether everything compiled; undefined when that was never said. */
  readonly built: boolean | undefined;
}

/** How a run of Cargo ended that was neither cancelled nor timed out. */
export function judgeCargo({ end, ledger, output, name, built }: CargoEnd): RunEnd {
  if (end.kind === 'not-started') return { kind: 'not-started', problem: cargoMissing(end.detail) };
  if (ledger.deaths.length > 0) return { kind: 'died', detail: [...new Set(ledger.deaths)].join('; ') };
  if (!ledger.ended || end.kind === 'killed') {
    const during = ledger.runningTest === undefined ? '' : ` while ${ledger.runningTest.id} was running`;
    return { kind: 'died', detail: `${name} ${describeEnd(end)}${during}${lastWords(output)}` };
  }
  if (built === false && ledger.unreported.length > 0) {
    return { kind: 'died', detail: `${name} ran nothing, because another of these files does not compile` };
  }
  return ledger.anyRan ? { kind: 'completed' } : { kind: 'none-ran', detail: `${name} found no test in these files` };
}
