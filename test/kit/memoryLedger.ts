import { ok } from '../../src/core/lib/result';
import type { LedgerLine, SpendingLedger, Spent } from '../../src/core/model/spending/ledger';
import { spentIn } from '../../src/core/model/spending/ledger';

/** A ledger that is gone with the test. */
export class MemoryLedger implements SpendingLedger {
  readonly lines: LedgerLine[] = [];

  async append(line: LedgerLine) {
    this.lines.push(line);
    return ok(undefined);
  }

  async read() {
    return [[...this.lines]];
  }

  get total(): Spent {
    return spentIn([this.lines], () => true);
  }

  get spent(): number {
    return this.total.amount;
  }
}
